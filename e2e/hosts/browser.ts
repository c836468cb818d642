import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from '@playwright/test';
import type { findChromium } from '../../scripts/chromium.mjs';
import { dropFile, writeFolder } from './drop.ts';
import type { Host, Launched, LaunchOptions } from './host.ts';

/** What the tests of a worker share. */
export interface Site {
  /** Where the interface is served, with a slash at the end. */
  readonly address: string;
  /** For what is launched once: a browser takes longer to start than a test. */
  readonly browser: Browser;
  /** How the browsers are started. */
  readonly switches: ReturnType<typeof findChromium>;
}

/** The interface in a browser: with a profile of its own, or in one that forgets, in the browser that tests share. */
export class BrowserHost implements Host {
  readonly userData: string;
  readonly #site: Site;
  readonly #open = new Set<BrowserContext>();

  constructor(userData: string, site: Site) {
    this.userData = userData;
    this.#site = site;
  }

  async launch({ query = '', once = false }: LaunchOptions = {}): Promise<Launched> {
    const options: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
    const context = once
      ? await this.#site.browser.newContext(options)
      : await chromium.launchPersistentContext(this.userData, { ...this.#site.switches, ...options });
    this.#open.add(context);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(this.#site.address + query);
    return { page, kill: () => (once ? context.close() : this.#kill(context)) };
  }

  /** A headless browser has no boxes: in their place is a file of the page's own file system, a real handle of which it gets. */
  async chooseFile(page: Page, name: string, content?: Uint8Array): Promise<void> {
    const bytes = content ? [...content] : null;
    await page.evaluate(
      async ({ name, bytes }) => {
        const handle = async () => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
        Object.assign(window, { showSaveFilePicker: handle, showOpenFilePicker: async () => [await handle()] });
        if (!bytes) return;
        const file = await (await handle()).createWritable();
        await file.write(Uint8Array.from(bytes));
        await file.close();
      },
      { name, bytes },
    );
  }

  async chooseFiles(page: Page, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const all = [...files].map(([name, bytes]) => ({ name, bytes: [...bytes] }));
    await page.evaluate((all) => {
      const handle = ({ name, bytes }: (typeof all)[number]) => ({
        name,
        getFile: async () => new File([Uint8Array.from(bytes)], name),
      });
      Object.assign(window, { showOpenFilePicker: async () => all.map(handle) });
    }, all);
  }

  async dropFile(onto: Locator, name: string, content: Uint8Array): Promise<string> {
    const file = path.join(this.userData, name);
    writeFileSync(file, content);
    await dropFile(onto, file);
    return file;
  }

  async dropFolder(onto: Locator, name: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
    const folder = path.join(this.userData, name);
    writeFolder(folder, files);
    await dropFile(onto, folder);
    return folder;
  }

  async fileFrom(page: Page, action: () => Promise<void>): Promise<Buffer> {
    const [download] = await Promise.all([page.waitForEvent('download'), action()]);
    return readFileSync(await download.path());
  }

  async end(): Promise<void> {
    for (const context of this.#open) await context.close();
  }

  async #kill(context: BrowserContext): Promise<void> {
    const gone = new Promise<void>((resolve) => context.once('close', () => resolve()));
    const session = await context.browser()?.newBrowserCDPSession();
    // It does not live to answer.
    session?.send('Browser.crash').catch(() => {});
    await gone;
    this.#open.delete(context);
  }
}
