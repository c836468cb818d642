import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cancellable } from './cancellable.ts';
import { grantPermissions } from './chromium.ts';
import { ipcMain } from './ipcMain.ts';
import { note, report } from './journal.ts';
import type { ToMain, ToPage } from './messages.ts';
import { originOf, toApp, toHttp } from './origins.ts';
import { session } from './session.ts';
import { Emitter, strict } from './strict.ts';
import { inBackground, Tab } from './tab.ts';
import { decode, encode } from './wire.ts';

/** What a page needs of its window. */
interface Owner {
  close(): void;
  destroy(): void;
}

type Opener = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse;

let last = 0;

export class WebContents
  extends Emitter
  implements
    Pick<
      Electron.WebContents,
      'close' | 'getURL' | 'id' | 'isDestroyed' | 'loadURL' | 'reload' | 'send' | 'setWindowOpenHandler'
    >
{
  readonly id = ++last;
  protected readonly emitted = [
    'did-finish-load',
    'dom-ready',
    'destroyed',
    'preload-error',
    'render-process-gone',
    'will-navigate',
    // Heard so that main can refuse them; the double makes neither happen.
    'will-attach-webview',
    'will-redirect',
  ];
  /** Settles once the page is there to be loaded. */
  readonly tab: Promise<Tab>;
  readonly #owner: Owner;
  readonly #preferences: Electron.WebPreferences;
  #opened: Tab | null = null;
  #open: Opener = () => ({ action: 'allow' });
  #isDestroyed = false;

  constructor(owner: Owner, preferences: Electron.WebPreferences) {
    super();
    this.#owner = owner;
    this.#preferences = preferences;
    this.tab = this.#start(soundPreload(preferences));
    this.tab.catch((error: unknown) => report('a window could not be opened', error));
  }

  get targetId(): string {
    return this.#opened?.targetId ?? '';
  }

  getURL = () => this.#opened?.url ?? '';
  isDestroyed = () => this.#isDestroyed;
  close = () => this.#owner.close();

  setWindowOpenHandler(handler: Opener): void {
    this.#open = handler;
  }

  async loadURL(url: string): Promise<void> {
    const tab = await this.tab;
    const address = toHttp(url);
    const allowed = await session.defaultSession.permissionsFor(this as unknown as Electron.WebContents, url);
    await grantPermissions(allowed, new URL(address).origin);
    await tab.goto(address);
  }

  reload(): void {
    inBackground(
      'a page could not be reloaded',
      this.tab.then((tab) => tab.reload()),
    );
  }

  forcefullyCrashRenderer(): void {
    // It does not live to answer.
    this.tab.then((tab) => tab.crash()).catch(() => {});
  }

  send(channel: string, ...args: unknown[]): void {
    // Copied now: what main changes afterwards is not sent in Electron either.
    this.#deliver({ kind: 'send', channel, args: decode(encode(args)) as unknown[] });
  }

  /** Says where files lie that a test is about to drop on the page. */
  async tellOfFiles(paths: readonly string[]): Promise<void> {
    const files = paths.map((file) => {
      const { size, mtimeMs } = statSync(file);
      return { path: file, name: path.basename(file), size, lastModified: Math.floor(mtimeMs) };
    });
    await (await this.tab).deliver({ kind: 'files', files });
  }

  /** The window is gone; the page goes with it. */
  discard(): void {
    this.#isDestroyed = true;
    this.emit('destroyed');
    // It may have been the page that went first.
    this.tab.then((tab) => tab.close()).catch(() => {});
  }

  async #start(preload: string): Promise<Tab> {
    this.#opened = await Tab.open(preload, {
      message: (message) => this.#receive(message),
      navigation: (url) => this.#mayNavigate(url),
      domReady: () => this.emit('dom-ready', {}),
      loaded: () => this.emit('did-finish-load', {}),
      crashed: () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
      closed: () => {
        if (!this.#isDestroyed) this.#owner.destroy();
      },
      download: (cancel) => this.#download(cancel),
    });
    return this.#opened;
  }

  #receive(message: ToMain): void {
    switch (message.kind) {
      case 'invoke':
        inBackground('an answer was not delivered', this.#answer(message));
        break;
      case 'open':
        this.#openWindow(message);
        break;
      case 'preloadFailed':
        report('the preload script failed', message.error);
        this.emit('preload-error', {}, this.#preferences.preload, message.error);
        break;
      case 'send':
        report(`main listens to no messages, and got '${message.channel}'`, message.args);
    }
  }

  async #answer({ id, channel, args }: Extract<ToMain, { kind: 'invoke' }>): Promise<void> {
    const url = this.getURL();
    const senderFrame = { url, origin: originOf(url), parent: null };
    const event = strict('event', { type: 'frame', sender: this, senderFrame: strict('frame', senderFrame) });
    let answer: ToPage;
    try {
      const value = await ipcMain.invoke(channel, event as unknown as Electron.IpcMainInvokeEvent, args);
      answer = { kind: 'answer', id, value: decode(encode(value)) };
    } catch (error) {
      answer = { kind: 'failure', id, message: String(error) };
    }
    this.#deliver(answer);
  }

  /** A page that has gone or moved on meanwhile misses what it is told, as in Electron. */
  #deliver(message: ToPage): void {
    this.tab.then((tab) => tab.deliver(message)).catch((error: unknown) => note('not delivered', String(error)));
  }

  #mayNavigate(url: string): boolean {
    const event = cancellable({ url, isMainFrame: true, isSameDocument: false });
    this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }

  #openWindow({ url, frameName, features }: Extract<ToMain, { kind: 'open' }>): void {
    const referrer = { url: this.getURL(), policy: 'default' } as const;
    const { action } = this.#open({ url: toApp(url), frameName, features, disposition: 'foreground-tab', referrer });
    if (action === 'allow') report('windows opened by pages are not implemented', url);
  }

  #download(cancel: () => Promise<void>): void {
    const event = cancellable({});
    session.defaultSession.emit('will-download', event, {}, this);
    if (!event.defaultPrevented) report('downloads are not implemented', this.getURL());
    inBackground('a download was not cancelled', cancel());
  }
}

/** The double can only be what a safe window is. @returns the path of the preload script */
function soundPreload({ sandbox, contextIsolation, nodeIntegration, preload }: Electron.WebPreferences): string {
  if (sandbox === false || contextIsolation === false || nodeIntegration === true) {
    throw new Error('electron double: windows without sandbox or isolation, or with Node, are not implemented');
  }
  if (preload === undefined) throw new Error('electron double: windows without a preload script are not implemented');
  const isModule = preload.endsWith('.mjs') || /^(import|export)\b/m.test(readFileSync(preload, 'utf8'));
  if (isModule) throw new Error(`${preload}: a sandboxed preload script cannot be an ES module`);
  return preload;
}
