import { app } from './app.ts';
import { cancellable } from './cancellable.ts';
import { report } from './journal.ts';
import { Emitter, strict } from './strict.ts';
import { WebContents } from './webContents.ts';

type Options = Electron.BrowserWindowConstructorOptions;

/** The one in front comes last. */
const open = new Set<BrowserWindow>();

export class BrowserWindow
  extends Emitter
  implements
    Pick<
      Electron.BrowserWindow,
      | 'close'
      | 'destroy'
      | 'focus'
      | 'getBounds'
      | 'getNormalBounds'
      | 'getTitle'
      | 'id'
      | 'isDestroyed'
      | 'isFocused'
      | 'isMaximized'
      | 'isMinimized'
      | 'isVisible'
      | 'loadURL'
      | 'maximize'
      | 'restore'
      | 'setBounds'
      | 'setDocumentEdited'
      | 'setTitle'
      | 'show'
    >
{
  readonly id: number;
  readonly webContents: WebContents;
  protected readonly emitted = [
    'close',
    'closed',
    'focus',
    'move',
    'ready-to-show',
    'resize',
    'show',
    // Titles are main's; the double tells of none that a page sets.
    'page-title-updated',
  ];
  #bounds: Electron.Rectangle;
  #title: string;
  #isVisible: boolean;
  #isMaximized = false;
  #isDestroyed = false;
  #placed: Promise<void> = Promise.resolve();

  constructor({ x = 0, y = 0, width = 800, height = 600, title = '', show = true, webPreferences = {} }: Options = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.#bounds = { x, y, width, height };
    this.#title = title;
    this.#isVisible = show;
    this.webContents = new WebContents(this, webPreferences);
    this.id = this.webContents.id;
    open.add(this);
    this.#placed = this.#moveTo(this.#bounds);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show', {}));
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...open];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...open].at(-1) ?? null;
  }

  static fromWebContents(contents: Pick<WebContents, 'id'>): BrowserWindow | null {
    return [...open].find(({ id }) => id === contents.id) ?? null;
  }

  isDestroyed = () => this.#isDestroyed;
  isVisible = () => this.#isVisible;
  isFocused = () => this === BrowserWindow.getFocusedWindow();
  isMaximized = () => this.#isMaximized;
  /** Nothing minimizes a window of the double. */
  isMinimized = () => false;
  restore = () => {};
  setDocumentEdited = () => {};
  getTitle = () => this.#title;
  getBounds = () => ({ ...this.#bounds });
  getNormalBounds = () => ({ ...this.#bounds });

  async loadURL(url: string): Promise<void> {
    await this.#placed;
    await this.webContents.loadURL(url);
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  maximize(): void {
    this.#isMaximized = true;
    this.emit('resize');
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.#placed = this.#moveTo(this.#bounds);
    this.emit('move');
    this.emit('resize');
  }

  show(): void {
    this.#isVisible = true;
    this.emit('show');
    this.focus();
  }

  focus(): void {
    open.delete(this);
    open.add(this);
    this.emit('focus');
  }

  /** As the cross in the corner does. */
  close(): void {
    const event = cancellable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    open.delete(this);
    this.webContents.discard();
    this.emit('closed');
    if (open.size > 0 || app.state !== 'running') return;
    // An app that does not listen quits.
    if (!app.emit('window-all-closed')) app.quit();
  }

  async #moveTo(bounds: Electron.Rectangle): Promise<void> {
    try {
      const tab = await this.webContents.tab;
      await tab.place(bounds);
    } catch (error) {
      // The window may be gone before it is in its place.
      if (!this.#isDestroyed) report('a window was not placed', error);
    }
  }
}

app.windows = BrowserWindow.getAllWindows;

/** What the driver asks to find a window by its page. */
export const webContents = strict('webContents', {
  fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...open].map((window) => window.webContents).find((contents) => contents.targetId === targetId);
  },
});
