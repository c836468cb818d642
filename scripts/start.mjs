/**
 * Sets up what is missing and opens Gradwire: `node scripts/start.mjs [--browser] [--port N] [--no-open] [FILE …]`.
 * In Electron where it can be had, else in the browser. Plain JavaScript without dependencies.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildDesktop, buildInterface } from './build.mjs';
import { root, run } from './commands.mjs';
import { findElectron } from './electron.mjs';
import { openAddress } from './openAddress.mjs';
import { installPackages, requireNode } from './packages.mjs';
import { serve } from './serve.mjs';

const USAGE = 'usage: npm start [-- [--browser] [--port N] [--no-open] [FILE …]]';

async function start() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      browser: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  await installPackages();
  await buildInterface();
  if (values.browser) return startBrowser(values);
  const reason = await startDesktop(positionals);
  if (reason === null) return;
  console.error(`${reason} Gradwire opens in the browser instead: all works there, files are saved as downloads.`);
  await startBrowser(values);
}

/** @returns why the desktop app did not start, or null where it ran */
async function startDesktop(files) {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return 'There is no display for a window.';
  }
  const electron = await findElectron();
  if (electron === null) return 'Electron could not be downloaded.';
  await buildDesktop();
  const began = Date.now();
  const code = await run(electron, [root, ...files.map((file) => path.resolve(file))]).catch(() => 1);
  // What ends at once never had a window: a library is missing, or Electron refuses to run as this user.
  if (code === 0 || Date.now() - began > 10_000) {
    process.exitCode = code;
    return null;
  }
  return `Electron could not start (exit code ${code}).`;
}

async function startBrowser({ port, 'no-open': quiet }) {
  const { address } = await serve({ folder: path.join(root, 'dist/renderer'), port: Number(port) });
  console.log(`Gradwire: ${address}  (Ctrl+C ends it)`);
  if (!quiet) openAddress(address);
}

requireNode();
try {
  await start();
} catch (error) {
  console.error(`Gradwire cannot start: ${error.message}`);
  if (error.code?.startsWith('ERR_PARSE_ARGS')) console.error(USAGE);
  process.exitCode = 1;
}
