import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cancellable } from './cancellable.ts';
import { commandLine, switchValue } from './commandLine.ts';
import { note, report } from './journal.ts';
import { SingleInstance } from './singleInstance.ts';
import { Emitter } from './strict.ts';

/** What quitting needs of a window. */
interface Closable {
  close(): void;
  isDestroyed(): boolean;
}

class App
  extends Emitter
  implements
    Pick<
      Electron.App,
      | 'addRecentDocument'
      | 'clearRecentDocuments'
      | 'enableSandbox'
      | 'exit'
      | 'getLocale'
      | 'getPath'
      | 'getVersion'
      | 'isPackaged'
      | 'isReady'
      | 'quit'
      | 'requestSingleInstanceLock'
      | 'whenReady'
    >
{
  readonly isPackaged = false;
  readonly commandLine = commandLine;
  /** Set by the launcher, from package.json. */
  version = '0.0.0';
  /** Set by the windows, which depend on the app and not the other way round. */
  windows: () => readonly Closable[] = () => [];
  /** Ends Chromium; set once it runs. */
  closeBrowser: () => Promise<void> = async () => {};
  /** `exiting` ends in the end of the process, `quitting` may still be called off. */
  state: 'running' | 'quitting' | 'exiting' = 'running';
  protected readonly emitted = [
    'ready',
    'before-quit',
    'will-quit',
    'quit',
    'window-all-closed',
    'second-instance',
    'web-contents-created',
    // Emitted on macOS, by tests.
    'activate',
    'open-file',
  ];
  #isReady = false;
  #instance: SingleInstance | null = null;
  #becomeReady: () => void = () => {};
  readonly #ready = new Promise<void>((resolve) => {
    this.#becomeReady = resolve;
  });

  isReady = () => this.#isReady;
  whenReady = () => this.#ready;
  getVersion = () => this.version;
  getLocale = () => switchValue('lang') ?? 'en-US';
  enableSandbox = () => {};
  addRecentDocument = (file: string) => note('addRecentDocument', file);
  clearRecentDocuments = () => note('clearRecentDocuments', null);

  /** Called by the launcher once Chromium and the driver are there. */
  markReady(): void {
    this.#isReady = true;
    this.emit('ready', {}, {});
    this.#becomeReady();
  }

  getPath(name: string): string {
    if (name === 'documents') return os.homedir();
    if (name !== 'userData') throw new Error(`electron double: app.getPath('${name}') is not implemented`);
    const folder = switchValue('user-data-dir') ?? path.join(os.tmpdir(), 'electron-double');
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  requestSingleInstanceLock(): boolean {
    this.#instance ??= new SingleInstance(this.getPath('userData'));
    return this.#instance.request(({ argv, folder }) => this.emit('second-instance', {}, argv, folder, null));
  }

  quit(): void {
    if (this.state !== 'running') return;
    this.state = 'quitting';
    // Electron closes the windows after the caller has returned, too.
    queueMicrotask(() => {
      if (this.#mayQuit()) this.exit(0);
      else this.state = 'running';
    });
  }

  exit(code = 0): void {
    if (this.state === 'exiting') return;
    this.state = 'exiting';
    this.emit('quit', {}, code);
    this.#instance?.release();
    const ending = Promise.all([this.#instance?.told, this.closeBrowser()]);
    ending.catch((error: unknown) => report('Chromium did not close', error)).finally(() => process.exit(code));
  }

  #mayQuit(): boolean {
    const before = cancellable({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return false;
    for (const window of this.windows()) {
      window.close();
      if (!window.isDestroyed()) return false;
    }
    const will = cancellable({});
    this.emit('will-quit', will);
    return !will.defaultPrevented;
  }
}

export const app = new App();
export type { App };
