import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import { app } from './app.ts';
import { addedSwitches } from './commandLine.ts';
import { note } from './journal.ts';
import { toApp } from './origins.ts';
import { serveSchemes } from './protocol.ts';
import { SCREEN } from './screen.ts';

/** After a killed main process Chromium needs a moment to go, and holds its profile until then. */
const ATTEMPTS = 30;
const PAUSE_MS = 100;

interface Running {
  readonly context: BrowserContext;
  readonly session: CDPSession;
  /** Where a driver can connect. */
  readonly address: string;
}

let running: Running | null = null;
const owned = new Set<Page>();

/** Starts Chromium with a profile below the user-data folder. @returns where a driver can connect */
export async function startChromium(): Promise<string> {
  const profile = path.join(app.getPath('userData'), 'chromium');
  const port = await serveSchemes();
  rmSync(path.join(profile, 'DevToolsActivePort'), { force: true });
  const context = await launch(profile, [
    `--host-resolver-rules=MAP *.localhost 127.0.0.1:${port}, MAP * ~NOTFOUND`,
    '--remote-debugging-port=0',
    `--screen-info={${SCREEN.width}x${SCREEN.height}}`,
    ...addedSwitches,
  ]);
  const browser = context.browser();
  if (!browser) throw new Error('electron double: Chromium has gone');
  const session = await browser.newBrowserCDPSession();
  Object.defineProperty(process.versions, 'chrome', { value: browser.version(), enumerable: true });
  // A window that was there before the driver would not be closed as Electron closes windows.
  for (const page of context.pages()) await page.close();
  context.on('page', (page) => void closeStray(page));
  context.on('close', () => {
    if (app.state !== 'exiting') app.exit(1);
  });
  app.closeBrowser = () => context.close();
  const [usedPort, route] = readFileSync(path.join(profile, 'DevToolsActivePort'), 'utf8').trim().split('\n');
  const address = `ws://127.0.0.1:${usedPort}${route}`;
  running = { context, session, address };
  return address;
}

/** Opens an empty page in a window of its own: a page in the background would not be drawn. */
export async function newPage(): Promise<{ page: Page; cdp: CDPSession }> {
  if (!running) throw new Error('Cannot create BrowserWindow before app is ready');
  const { context, session } = running;
  // One after the other, so that each page is given to the one who asked for it.
  const opened = lastOpened.then(async () => {
    const appears = context.waitForEvent('page');
    await session.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    const page = await appears;
    owned.add(page);
    return { page, cdp: await context.newCDPSession(page) };
  });
  lastOpened = opened.catch(() => {});
  return opened;
}

let lastOpened: Promise<unknown> = Promise.resolve();

export async function grantPermissions(permissions: string[], origin: string): Promise<void> {
  await running?.context.grantPermissions(permissions, { origin });
}

/** A window that main did not open, by a middle click for one, is what Electron would have refused. */
async function closeStray(page: Page): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  if (owned.has(page) || page.url() === 'about:blank') return;
  note('stray window', toApp(page.url()));
  await page.close().catch(() => {});
}

async function launch(profile: string, args: string[]): Promise<BrowserContext> {
  const { executablePath, args: needed } = findChromium();
  const headless = process.env.ELECTRON_DOUBLE_HEADED !== '1';
  for (let attempt = 1; ; attempt++) {
    try {
      return await chromium.launchPersistentContext(profile, {
        executablePath,
        headless,
        args: [...needed, ...args],
        viewport: null,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
