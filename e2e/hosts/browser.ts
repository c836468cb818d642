import { type BrowserContext, chromium } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import type { Host, Launched } from './host.ts';

/** The interface in a browser, with a profile of its own. */
export class BrowserHost implements Host {
  readonly userData: string;
  readonly #site: string;
  readonly #open = new Set<BrowserContext>();

  /** @param site where the interface is served, with a slash at the end */
  constructor(userData: string, site: string) {
    this.userData = userData;
    this.#site = site;
  }

  async launch({ query = '' } = {}): Promise<Launched> {
    const context = await chromium.launchPersistentContext(this.userData, {
      ...findChromium(),
      viewport: { width: 1280, height: 800 },
    });
    this.#open.add(context);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(this.#site + query);
    return { page, kill: () => this.#kill(context) };
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
