import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { V8_FLAGS } from '../../core/runtime/webasm/wideVectors.ts';
import { Unavailable } from '../contest.ts';
import { type Host, Session } from './session.ts';

const configFile = fileURLToPath(new URL('../browser/vite.config.ts', import.meta.url));

/** The same software adapter for everybody: figures of backends, not of a graphics card. */
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/**
 * Contestants in workers of pages, in the Chromium that CHROMIUM names, else the one on the PATH, else Playwright's; those for
 * wide vectors in a second one that was told to join vectors, as the desktop app tells its own. Throws `Unavailable` without one.
 */
export async function openChromium(): Promise<Host> {
  const executablePath = process.env.CHROMIUM ?? onPath('chromium');
  const launch = (more: readonly string[]) =>
    chromium.launch({ args: [...flags, ...more], ...(executablePath && { executablePath }) });
  const [browser, joining] = await Promise.all([launch([]), launch([`--js-flags=${V8_FLAGS.join(',')}`])]).catch(
    (error: Error) => {
      throw new Unavailable(error.message.split('\n')[0]);
    },
  );
  await build({ configFile });
  const server = await preview({ configFile, preview: { port: 0, host: '127.0.0.1' } });
  const pageOf = async (one: Browser) => {
    const page = await one.newPage();
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page is not cross-origin isolated');
    return page;
  };
  const [plain, wide] = [await pageOf(browser), await pageOf(joining)];
  let opened = 0;
  return {
    place: 'chromium',
    title: `Chromium ${browser.version()}, headless, GPUs in software (SwiftShader)`,
    async open(contestant) {
      opened += 1;
      const id = opened;
      const page = contestant.backend.includes('+wide') ? wide : plain;
      await page.evaluate((id) => window.bench.open(id), id);
      return new Session(
        contestant,
        (request) => page.evaluate(([id, request]) => window.bench.ask(id, request), [id, request] as const),
        () => page.evaluate((id) => window.bench.close(id), id),
      );
    },
    async close() {
      await Promise.all([browser.close(), joining.close()]);
      await server.close();
    },
  };
}

function onPath(name: string): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find((place) => existsSync(place));
}
