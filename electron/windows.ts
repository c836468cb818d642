import { app, Menu, type WebContents } from 'electron';
import { AppWindow } from './appWindow.ts';
import type { MenuItem } from './contract.ts';
import { firstMenu, menuTemplate } from './menu.ts';
import type { Placement } from './placement.ts';
import { ORIGIN } from './scheme.ts';
import type { Texts } from './texts.ts';
import { createWindow } from './window.ts';

/** The windows that are open. There is one menu bar for all of them: it is the focused window's. */
export class Windows {
  readonly #placement: Placement;
  readonly #texts: Texts;
  readonly #address: string;
  /** The one in front last comes last. */
  readonly #open = new Set<AppWindow>();
  /** Set while the user is quitting, until a window with unsaved work holds it up. */
  #quitting = false;

  /** @param query what follows the page's address, such as `?lang=ja` */
  constructor(placement: Placement, texts: Texts, query: string) {
    this.#placement = placement;
    this.#texts = texts;
    this.#address = `${ORIGIN}/index.html${query}`;
    app.on('before-quit', () => {
      this.#quitting = true;
    });
  }

  open(): AppWindow {
    const browserWindow = createWindow(this.#placement);
    let quitsAfter = false;
    const window = new AppWindow(browserWindow, this.#texts, () => {
      if (quitsAfter) app.quit();
    });
    this.#open.add(window);
    browserWindow.on('focus', () => this.#focus(window));
    browserWindow.on('close', (event) => {
      if (window.closing.mayClose()) return;
      event.preventDefault();
      // Holding one window back ends the quitting; it is taken up again if this very question is settled by closing.
      quitsAfter = this.#quitting;
      this.#quitting = false;
    });
    browserWindow.on('closed', () => {
      this.#open.delete(window);
    });
    this.#focus(window);
    browserWindow.loadURL(this.#address).catch((error: unknown) => console.error('cannot load the interface:', error));
    return window;
  }

  /** The window of a page, or null where it is none of ours. */
  of(contents: WebContents): AppWindow | null {
    for (const window of this.#open) if (window.browserWindow.webContents === contents) return window;
    return null;
  }

  /** The window in front, or the one that was there last. */
  current(): AppWindow | null {
    return [...this.#open].at(-1) ?? null;
  }

  setMenu(window: AppWindow, items: readonly MenuItem[]): void {
    window.menu = items;
    if (window === this.current()) this.#showMenu();
  }

  #focus(window: AppWindow): void {
    this.#open.delete(window);
    this.#open.add(window);
    this.#showMenu();
  }

  #showMenu(): void {
    const items = this.current()?.menu ?? firstMenu(this.#texts);
    const run = (id: string) => this.current()?.send('menu:command', id);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(items, run, process.platform)));
  }
}
