import { defineConfig } from '@playwright/test';
import { electronIsInstalled } from './e2e/hosts/desktop.ts';
import type { HostOptions } from './e2e/hosts.ts';

/** Specs tagged so take their time; they run by themselves. */
const long = /@long/;
const onlyLong = Boolean(process.env.GRADWIRE_LONG);
/** Tests tagged so show what no host has a part in, among others that show what a host does. */
const browserOnly = /@browser/;

const desktop = { testIgnore: '**/browser.*.spec.ts', grepInvert: onlyLong ? browserOnly : [long, browserOnly] };

/**
 * The same specs on every host: `browser` is the interface served on this machine, `desktop` the real main process and
 * preload script on Electron's double, `electron` the real thing, where its binary is installed. Specs whose names begin
 * with a host's are for that host alone. `engine` is the engine without an interface, in a worker on every backend.
 */
export default defineConfig<object, HostOptions>({
  testDir: 'e2e/specs',
  ...(onlyLong ? { grep: long } : { grepInvert: long }),
  globalSetup: './e2e/build.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test starts a browser of its own and waits for it much of the time.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  reporter: [['list']],
  projects: [
    // First, since one worker runs all of it: last, it would keep the other one waiting.
    { name: 'engine', testDir: 'e2e/engine', timeout: 240_000, fullyParallel: false },
    { name: 'browser', testIgnore: '**/desktop.*.spec.ts', use: { hostName: 'browser' } },
    { name: 'desktop', ...desktop, use: { hostName: 'desktop' } },
    ...(electronIsInstalled ? [{ name: 'electron', ...desktop, use: { hostName: 'electron' as const } }] : []),
  ],
});
