import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';
import { BrowserHost } from './hosts/browser.ts';
import { DesktopHost, electronIsInstalled } from './hosts/desktop.ts';
import type { Host } from './hosts/host.ts';
import { Editor } from './pages/editor.ts';

export { expect } from '@playwright/test';
export type { Host, Launched } from './hosts/host.ts';

/** Set by the project, or by `test.use` in a file. */
export interface HostOptions {
  hostName: 'browser' | 'desktop' | 'electron';
  /** The folder of the built interface. */
  renderer: string;
  /** Whether WebGL and WebGPU must be there, in software where there is no GPU; in the browser only. */
  gpu: boolean;
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

/** `test` for specs that run on every host. `page` is the interface, opened. */
export const test = base.extend<HostFixtures, HostOptions & { site: string }>({
  hostName: ['browser', { option: true, scope: 'worker' }],
  renderer: [path.join(root, 'dist/renderer'), { option: true, scope: 'worker' }],

  gpu: [false, { option: true, scope: 'worker' }],

  site: [
    async ({ hostName, renderer }, use) => {
      if (hostName !== 'browser') return use('');
      const { address, close } = await serve({ folder: renderer });
      await use(address);
      await close();
    },
    { scope: 'worker' },
  ],

  host: async ({ hostName, renderer, site, gpu }, use, testInfo) => {
    testInfo.skip(hostName === 'electron' && !electronIsInstalled, "Electron's binary is not installed");
    const userData = mkdtempSync(path.join(os.tmpdir(), 'gradwire-e2e-'));
    const host =
      hostName === 'browser' ? new BrowserHost(userData, site, gpu) : new DesktopHost(userData, renderer, hostName);
    await use(host);
    try {
      await host.end();
    } finally {
      rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
    }
  },

  desktop: async ({ host }, use, testInfo) => {
    testInfo.skip(!(host instanceof DesktopHost), 'for the desktop only');
    await use(host as DesktopHost);
  },

  open: async ({ host }, use) => {
    await use(async (query) => (await host.launch(query === undefined ? {} : { query })).page);
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
