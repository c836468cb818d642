import { type BrowserWindow, dialog } from 'electron';
import { Closing } from './closing.ts';
import type { EventName, Events, MenuItem } from './contract.ts';
import type { Texts } from './texts.ts';

/** A window, its page, and what main knows of the two. */
export class AppWindow {
  readonly browserWindow: BrowserWindow;
  readonly closing: Closing;
  /** As the page set it; null where it has not. */
  menu: readonly MenuItem[] | null = null;
  readonly #texts: Texts;
  /** What is told before the page has loaded would be lost; null once it has. */
  #early: (() => void)[] | null = [];

  /** @param closed is called once when the page settled an unsaved window's closing */
  constructor(browserWindow: BrowserWindow, texts: Texts, closed: () => void) {
    this.browserWindow = browserWindow;
    this.#texts = texts;
    this.closing = new Closing({
      askPage: () => this.send('window:closeRequested', null),
      askUser: () => this.#ask(texts.unsavedTitle, texts.unsavedDetail, [texts.closeAnyway, texts.keepOpen]),
      close: () => {
        // Not `close`, which waits for the page's own `beforeunload`: a page that hangs would never let go.
        browserWindow.destroy();
        closed();
      },
    });
    const { webContents } = browserWindow;
    webContents.once('did-finish-load', () => {
      for (const send of this.#early ?? []) send();
      this.#early = null;
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') void this.#offerReload();
    });
    browserWindow.on('closed', () => this.closing.stop());
  }

  /** Tells the page. */
  send<Name extends EventName>(name: Name, payload: Events[Name]): void {
    const send = () => {
      if (!this.browserWindow.isDestroyed()) this.browserWindow.webContents.send(name, payload);
    };
    if (this.#early === null) send();
    else this.#early.push(send);
  }

  /** What the title bar says. */
  setState(title: string, dirty: boolean): void {
    this.browserWindow.setTitle(title);
    this.browserWindow.setDocumentEdited(dirty);
    this.closing.setDirty(dirty);
  }

  /** Brings the window before the user, wherever it was. */
  show(): void {
    if (this.browserWindow.isMinimized()) this.browserWindow.restore();
    this.browserWindow.show();
    this.browserWindow.focus();
  }

  /** The page's process is gone; its drafts are not. */
  async #offerReload(): Promise<void> {
    const { crashedTitle, crashedDetail, reload, close } = this.#texts;
    // There is no page any more that could be asked about unsaved work.
    this.closing.setDirty(false);
    if (await this.#ask(crashedTitle, crashedDetail, [reload, close])) this.browserWindow.webContents.reload();
    else this.browserWindow.destroy();
  }

  /** @returns whether the first of two buttons was pressed */
  async #ask(message: string, detail: string, buttons: [string, string]): Promise<boolean> {
    const { response } = await dialog.showMessageBox(this.browserWindow, {
      type: 'warning',
      message,
      detail,
      buttons,
      defaultId: 1,
      cancelId: 1,
    });
    return response === 0 && !this.browserWindow.isDestroyed();
  }
}
