/** From nothing to a page that can be used. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../hosts.ts';
import { report } from './figures.ts';

test('the page is usable soon after it is asked for', async ({ host, renderer }) => {
  const start = performance.now();
  const { page } = await host.launch({ query: '?example=xor' });
  await expect(page.getByTestId('train')).toBeEnabled({ timeout: 30_000 });
  report('a browser that starts cold and shows XOR ready to train', (performance.now() - start) / 1000, {
    unit: 's',
    below: 3,
  });
  const usable = await page.evaluate(() => performance.now());
  report('of that, since the page was asked for', usable / 1000, { unit: 's', below: 3 });
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((name) => name.endsWith('.js')),
  );
  const bytes = [...new Set(scripts)].reduce(
    (sum, name) => sum + gzipSync(readFileSync(path.join(renderer, name))).length,
    0,
  );
  expect(scripts.length).toBeGreaterThan(0);
  report('JavaScript loaded by then, gzipped', bytes / 1e6, { unit: 'MB', below: 1.5 });
});
