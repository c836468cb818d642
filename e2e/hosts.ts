import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base, chromium, expect, type Page } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';
import { serve } from '../scripts/serve.mjs';
import { BrowserHost, type Site } from './hosts/browser.ts';
import { DesktopHost, electronIsInstalled } from './hosts/desktop.ts';
import type { Host } from './hosts/host.ts';
import { Editor } from './pages/editor.ts';

export type { Host, Launched } from './hosts/host.ts';
export { expect };

/** Set by the project, or by `test.use` in a file. */
export interface HostOptions {
  hostName: 'browser' | 'desktop' | 'electron';
  /** The folder of the built interface. */
  renderer: string;
  /** Whether WebGL and WebGPU must be there, in software where there is no GPU; in the browser only. */
  gpu: boolean;
  /** What V8 is told beyond that; in the browser only. */
  v8Flags: string[];
}

interface WorkerFixtures extends HostOptions {
  /** Null on the desktop. */
  site: Site | null;
  /** The interface, opened once for all tests of a worker: for those that leave nothing behind. */
  standing: Page;
}

interface HostFixtures {
  /** The host of this test's project, with a user-data folder of its own. */
  host: Host;
  /** The same on the desktop only; elsewhere the test is skipped. */
  desktop: DesktopHost;
  /** Opens the interface, at `?example=xor` for one. */
  open: (query?: string) => Promise<Page>;
  /** The same, as a person sees it. In English unless the query says otherwise. */
  openEditor: (query?: string) => Promise<Editor>;
}

const root = path.resolve(import.meta.dirname, '..');

/** A host for as long as it is used, and then nothing is left of it. */
async function withHost(
  hostName: HostOptions['hostName'],
  renderer: string,
  site: Site | null,
  use: (host: Host) => Promise<void>,
): Promise<void> {
  const userData = mkdtempSync(path.join(os.tmpdir(), 'gradwire-e2e-'));
  const host = site
    ? new BrowserHost(userData, site)
    : new DesktopHost(userData, renderer, hostName as 'desktop' | 'electron');
  try {
    await use(host);
    await host.end();
  } finally {
    // A browser that has just ended may still write: what it adds while the folder is emptied is removed in a next try.
    await expect(() => rm(userData, { recursive: true, force: true })).toPass({ timeout: 20_000 });
  }
}

/** `test` for specs that run on every host. `page` is the interface, opened. */
export const test = base.extend<HostFixtures, WorkerFixtures>({
  hostName: ['browser', { option: true, scope: 'worker' }],
  renderer: [path.join(root, 'dist/renderer'), { option: true, scope: 'worker' }],

  gpu: [false, { option: true, scope: 'worker' }],

  v8Flags: [[], { option: true, scope: 'worker' }],

  site: [
    async ({ hostName, renderer, gpu, v8Flags }, use) => {
      if (hostName !== 'browser') return use(null);
      const { address, close } = await serve({ folder: renderer });
      const switches = findChromium({ gpu, shell: !gpu });
      if (v8Flags.length > 0) switches.args.push(`--js-flags=${v8Flags.join(',')}`);
      const browser = await chromium.launch(switches);
      await use({ address, browser, switches });
      await browser.close();
      await close();
    },
    { scope: 'worker' },
  ],

  standing: [
    async ({ hostName, renderer, site }, use) => {
      await withHost(hostName, renderer, site, async (host) => use((await host.launch({ once: true })).page));
    },
    { scope: 'worker' },
  ],

  host: async ({ hostName, renderer, site }, use, testInfo) => {
    testInfo.skip(hostName === 'electron' && !electronIsInstalled, "Electron's binary is not installed");
    await withHost(hostName, renderer, site, use);
  },

  desktop: async ({ host }, use, testInfo) => {
    testInfo.skip(!(host instanceof DesktopHost), 'for the desktop only');
    await use(host as DesktopHost);
  },

  open: async ({ host }, use) => {
    await use(async (query = '') => (await host.launch({ query, once: true })).page);
  },

  openEditor: async ({ open }, use) => {
    await use(async (query = '?new') => {
      const language = query.includes('lang=') ? '' : '&lang=en';
      const editor = new Editor(await open(`${query}${language}`));
      await editor.shown();
      return editor;
    });
  },

  page: async ({ open }, use) => {
    await use(await open());
  },
});
