import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';
import { dropFile, writeFolder } from './drop.ts';
import type { Host, Launched } from './host.ts';
import { answerOpenDialog, answerSaveDialogs } from './scripted.ts';

const root = path.resolve(import.meta.dirname, '../..');
const electron = path.join(root, 'node_modules/electron');

/** Installing the package does not always bring its binary along. */
export const electronIsInstalled = existsSync(path.join(electron, 'path.txt'));

export interface LaunchedDesktop extends Launched {
  /** The main process. */
  readonly app: ElectronApplication;
}

interface Options {
  readonly query?: string;
  /** Named on the command line, as a file manager does. */
  readonly files?: readonly string[];
}

/** The desktop app: our own main process and preload script, on Electron or on its double. */
export class DesktopHost implements Host {
  readonly userData: string;
  readonly #renderer: string;
  readonly #executable: string;
  readonly #open = new Set<ElectronApplication>();

  constructor(userData: string, renderer: string, kind: 'desktop' | 'electron') {
    this.userData = userData;
    this.#renderer = renderer;
    this.#executable = kind === 'desktop' ? path.join(root, 'dist/electron-double/launch.js') : electronBinary();
  }

  async launch({ query = '', files = [] }: Options = {}): Promise<LaunchedDesktop> {
    const isDouble = this.#executable.endsWith('.js');
    const app = await _electron.launch({
      // Playwright prepares real Electron itself, and only where it is not told the path.
      ...(isDouble ? { executablePath: this.#executable } : {}),
      args: this.#args(files),
      cwd: root,
      env: this.#environment(query),
    });
    this.#open.add(app);
    const page = await app.firstWindow();
    await page.waitForURL(({ protocol }) => protocol !== 'about:', { waitUntil: 'load' });
    return { app, page, kill: () => this.#kill(app) };
  }

  /** Starts the app once more while it runs. @returns the exit code of the second process */
  async startAgain(files: readonly string[]): Promise<number> {
    const second = spawn(this.#executable, this.#args(files), {
      cwd: root,
      env: this.#environment(''),
      stdio: 'ignore',
    });
    const [code] = await once(second, 'exit');
    return code as number;
  }

  async chooseFile(page: Page, name: string, content?: Uint8Array): Promise<void> {
    const file = path.join(this.userData, name);
    if (content) writeFileSync(file, content);
    await answerSaveDialogs(this.#appOf(page), [file]);
    await answerOpenDialog(this.#appOf(page), [file]);
  }

  async chooseFiles(page: Page, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const at = (name: string) => path.join(this.userData, name);
    for (const [name, bytes] of files) writeFileSync(at(name), bytes);
    await answerOpenDialog(this.#appOf(page), [...files.keys()].map(at));
  }

  /** Has the user choose a folder in the boxes that ask for one, from now on. */
  chooseFolder(page: Page, folder: string): Promise<void> {
    return answerOpenDialog(this.#appOf(page), [folder]);
  }

  async dropFile(onto: Locator, name: string, content: Uint8Array): Promise<string> {
    const file = path.join(this.userData, name);
    writeFileSync(file, content);
    await this.#drop(onto, file);
    return file;
  }

  async dropFolder(onto: Locator, name: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
    const folder = path.join(this.userData, name);
    writeFolder(folder, files);
    await this.#drop(onto, folder);
    return folder;
  }

  async #drop(onto: Locator, file: string): Promise<void> {
    // The double's pages cannot tell where their files lie; Electron's can.
    await this.#appOf(onto.page()).evaluate(async ({ BrowserWindow }, file) => {
      const tell = (contents: object) => contents as { tellOfFiles?(files: string[]): Promise<void> };
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        if ('tellOfFiles' in webContents) await tell(webContents).tellOfFiles?.([file]);
      }
    }, file);
    await dropFile(onto, file);
  }

  async fileFrom(page: Page, action: () => Promise<void>): Promise<Buffer> {
    const folder = mkdtempSync(path.join(this.userData, 'export-'));
    await answerSaveDialogs(this.#appOf(page), [path.join(folder, 'file')]);
    await action();
    // Main completes the name with the kind's extension.
    const written = () => readdirSync(folder).find((name) => /^file\.[a-z0-9]+$/.test(name));
    await expect.poll(written).toBeDefined();
    return readFileSync(path.join(folder, written() as string));
  }

  #appOf(page: Page): ElectronApplication {
    const app = [...this.#open].find((one) => one.windows().includes(page));
    if (!app) throw new Error('that window is not open');
    return app;
  }

  async end(): Promise<void> {
    const faults: string[] = [];
    for (const app of this.#open) {
      faults.push(...(await faultsOf(app)));
      // Not `close`: a window with unsaved work would hold it up.
      await app.evaluate((electron) => electron.app.exit(0)).catch(() => {});
      await app.close().catch(() => {});
    }
    if (faults.length > 0) throw new Error(`Electron's double met:\n${faults.join('\n')}`);
  }

  #args(files: readonly string[]): string[] {
    return [root, `--user-data-dir=${this.userData}`, ...files];
  }

  #environment(query: string): Record<string, string> {
    const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { ...Object.fromEntries(inherited), GRADWIRE_RENDERER: this.#renderer, GRADWIRE_QUERY: query };
  }

  async #kill(app: ElectronApplication): Promise<void> {
    const child = app.process();
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    this.#open.delete(app);
  }
}

/** What only the double can tell: where main left what the double can do. Of an app that has ended, nothing. */
async function faultsOf(app: ElectronApplication): Promise<readonly string[]> {
  const faults = app.evaluate((electron) => (electron as { faults?: readonly string[] }).faults ?? []);
  return faults.catch(() => []);
}

function electronBinary(): string {
  return path.join(electron, 'dist', readFileSync(path.join(electron, 'path.txt'), 'utf8').trim());
}
