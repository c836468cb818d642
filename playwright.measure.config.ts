import { defineConfig } from '@playwright/test';
import type { HostOptions } from './e2e/hosts.ts';
import specs from './playwright.config.ts';

/** Measurements of the app on the desktop's double: they print figures, and fail where one misses its aim by far. */
export default defineConfig<object, HostOptions>({
  ...specs,
  testDir: 'e2e/measure',
  timeout: 240_000,
  // Nothing else may run beside what is measured.
  workers: 1,
  fullyParallel: false,
  projects: [{ name: 'measure', use: { hostName: 'desktop' } }],
});
