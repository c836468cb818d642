/** Makes sure that there is a Chromium to test in. Plain JavaScript without dependencies. */
import { findChromium } from './chromium.mjs';
import { run, runScript } from './commands.mjs';

/**
 * Uses what is there; else downloads Playwright's own; else, as root on Debian, installs the system's package.
 * @throws where none of them works, saying how to get one
 */
export async function installChromium() {
  if (found()) return;
  console.error('Downloading a browser to test in …');
  await runScript('node_modules/@playwright/test/cli.js', ['install', 'chromium'], { output: 'stderr' });
  if (found()) return;
  if (process.getuid?.() === 0) {
    console.error('Installing the system’s Chromium …');
    const quiet = { output: 'stderr', env: { DEBIAN_FRONTEND: 'noninteractive' } };
    await run('apt-get', ['update', '-qq'], quiet).catch(() => 1);
    await run('apt-get', ['install', '-y', '-qq', 'chromium'], quiet).catch(() => 1);
  }
  findChromium();
}

function found() {
  try {
    return Boolean(findChromium());
  } catch {
    return false;
  }
}
