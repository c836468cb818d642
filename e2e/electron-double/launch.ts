#!/usr/bin/env node
/**
 * Stands in for Electron's executable: `launch.js [switches] FOLDER [arguments]`. Started by Playwright's
 * `_electron.launch({ executablePath })`, it does what that waits for, in this order; see the README.
 */
import { readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from './app.ts';
import type { startChromium } from './chromium.ts';
import { resolveElectron } from './resolve.ts';

const given = process.argv.slice(2);
const isDriven = given.some((argument) => argument.startsWith('--remote-debugging-port'));

// 1. Prints `Debugger listening on ws://...`, where the driver evaluates `require('electron')`.
if (isDriven) inspector.open(0, '127.0.0.1', false);

// 2. The driver calls this once it is connected; until then the app is not ready.
const connected = new Promise<void>((resolve) => {
  Object.assign(globalThis, { __playwright_run: () => resolve() });
});

const folder = path.resolve(given.find((argument) => !argument.startsWith('-')) ?? '.');
const { main, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, string>;
if (main === undefined) throw new Error(`${folder}/package.json names no main`);
const entry = path.join(folder, main);
const forTheDriver = /^--(inspect|remote-debugging-port|no-sandbox)/;
process.argv = [process.execPath, ...given.filter((argument) => !forTheDriver.test(argument))];
Object.defineProperty(process.versions, 'electron', { value: '45.4.1-double', enumerable: true });

const url = new URL('./electron.js', import.meta.url).href;
await resolveElectron(url);
const { app, start } = (await import(url)) as { app: App; start: typeof startChromium };
app.version = version ?? app.version;

// 3. The app's own main, as Electron runs it: before anything is ready.
await import(pathToFileURL(entry).href);

// 4. A second start ends here; the first one goes on to have a browser.
if (app.state === 'running') {
  const address = await start();
  // 5. Where the driver finds the pages.
  if (isDriven) {
    process.stderr.write(`\nDevTools listening on ${address}\n`);
    await connected;
  }
  app.markReady();
}
