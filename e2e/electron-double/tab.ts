import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { newPage } from './chromium.ts';
import { report } from './journal.ts';
import { ISOLATED_WORLD, TO_MAIN, TO_PAGE, type ToMain, type ToPage } from './messages.ts';
import { toApp } from './origins.ts';
import { decode, encode } from './wire.ts';
import type { WorldSettings } from './worlds/settings.ts';

/** What a page tells the WebContents that it belongs to. */
export interface TabListener {
  message(message: ToMain): void;
  /** The page itself, and not the driver or main, wants to go somewhere. @returns whether it may */
  navigation(url: string): boolean;
  domReady(): void;
  loaded(): void;
  crashed(): void;
  closed(): void;
  download(cancel: () => Promise<void>): void;
}

/** A page of Chromium, dressed as Electron dresses it: two worlds, a wire to main, no navigation without leave. */
export class Tab {
  readonly targetId: string;
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #mainFrame: string;
  /** The isolated world of the document that is shown now; 0 where it has none. */
  #world = 0;
  /** Addresses that the page's own scripts have asked to go to. */
  readonly #asked = new Set<string>();

  private constructor(page: Page, cdp: CDPSession, mainFrame: string, targetId: string) {
    this.#page = page;
    this.#cdp = cdp;
    this.#mainFrame = mainFrame;
    this.targetId = targetId;
  }

  /** @param preload the path of the preload script */
  static async open(preload: string, listener: TabListener): Promise<Tab> {
    const { page, cdp } = await newPage();
    const { frameTree } = await cdp.send('Page.getFrameTree');
    const { targetInfo } = await cdp.send('Target.getTargetInfo');
    const tab = new Tab(page, cdp, frameTree.frame.id, targetInfo.targetId);
    tab.#listen(listener);
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: TO_MAIN, executionContextName: ISOLATED_WORLD });
    const { mainWorld, isolatedWorld } = worlds(preload);
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: isolatedWorld, worldName: ISOLATED_WORLD });
    await cdp.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] });
    return tab;
  }

  /** As the app knows it. */
  get url(): string {
    return toApp(this.#page.url());
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url, { waitUntil: 'load' });
  }

  async reload(): Promise<void> {
    // Not the driver's own `reload`, which gives up a page that has crashed.
    await this.#cdp.send('Page.reload');
  }

  /** Hands a message to the preload script. */
  async deliver(message: ToPage): Promise<void> {
    const expression = `globalThis.${TO_PAGE}(${JSON.stringify(encode(message))})`;
    await this.#cdp.send('Runtime.evaluate', { contextId: this.#world, expression });
  }

  /** Moves the window so that its content fills `bounds`: it has no frame of its own, as far as main can tell. */
  async place(bounds: { x: number; y: number; width: number; height: number }): Promise<void> {
    const { windowId } = await this.#cdp.send('Browser.getWindowForTarget');
    const { x: left, y: top, width, height } = bounds;
    await this.#cdp.send('Browser.setWindowBounds', { windowId, bounds: { left, top, width, height } });
    const inner = await this.#page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const grown = { width: width + (width - inner.width), height: height + (height - inner.height) };
    await this.#cdp.send('Browser.setWindowBounds', { windowId, bounds: grown });
  }

  async crash(): Promise<void> {
    await this.#cdp.send('Page.crash');
  }

  async close(): Promise<void> {
    await this.#page.close();
  }

  #listen(listener: TabListener): void {
    this.#cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const isMain = context.auxData?.frameId === this.#mainFrame;
      if (isMain && context.name === ISOLATED_WORLD) this.#world = context.id;
    });
    this.#cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === TO_MAIN) listener.message(decode(payload) as ToMain);
    });
    // Told before the request is made, and only for what the page itself begins.
    this.#cdp.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
      if (frameId === this.#mainFrame) this.#asked.add(withoutFragment(url));
    });
    this.#cdp.on('Fetch.requestPaused', ({ requestId, frameId, request }) => {
      const isAsked = frameId === this.#mainFrame && this.#asked.delete(withoutFragment(request.url));
      const mayGo = !isAsked || listener.navigation(toApp(request.url));
      const done = mayGo
        ? this.#cdp.send('Fetch.continueRequest', { requestId })
        : this.#cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      // The page may be gone by now.
      done.catch(() => {});
    });
    this.#cdp.on('Page.domContentEventFired', () => listener.domReady());
    this.#cdp.on('Page.loadEventFired', () => {
      if (this.url !== 'about:blank') listener.loaded();
    });
    this.#page.on('download', (download) => listener.download(() => download.cancel()));
    this.#page.on('crash', () => listener.crashed());
    this.#page.on('close', () => listener.closed());
  }
}

/** A request has no fragment, and what asked for it may have had one. */
function withoutFragment(url: string): string {
  return url.replace(/#.*/s, '');
}

/** The scripts of both worlds; `settings` and `preload` are free variables in them. */
function worlds(preload: string): { readonly mainWorld: string; readonly isolatedWorld: string } {
  const settings: WorldSettings = {
    token: randomBytes(16).toString('hex'),
    platform: process.platform,
    versions: { electron: process.versions.electron, chrome: process.versions.chrome, node: process.versions.node },
  };
  const built = (name: string) => readFileSync(path.join(import.meta.dirname, 'worlds', name), 'utf8');
  const constants = `const settings = ${JSON.stringify(settings)};`;
  const script = `const preload = function (require, module, exports, process) {\n${readFileSync(preload, 'utf8')}\n};`;
  return {
    mainWorld: `(() => {${constants}\n${built('main.js')}\n})();`,
    isolatedWorld: `(() => {${constants}\n${script}\n${built('isolated.js')}\n})();`,
  };
}

/** For what nobody waits for. */
export function inBackground(what: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => report(what, error));
}
