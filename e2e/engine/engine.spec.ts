import path from 'node:path';
import { test as base, chromium, expect, type Page } from '@playwright/test';
import type { Backend } from '../../core/runtime/backend.ts';
import { oracleFiles } from '../../core/testing/fixtures.ts';
import { exact, gpu } from '../../core/testing/oracle.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';

/** What a backend must report as having run, and how near it must come to PyTorch. */
const backends = {
  webasm: { kind: 'fused-sync', tolerance: exact },
  webgl2: { kind: 'generic', tolerance: gpu },
  webgpu: { kind: 'fused-encoder', tolerance: gpu },
} as const satisfies Partial<Record<Backend, unknown>>;

/** One page for all tests: a worker that has compiled for one graph must be good for the next. */
const test = base.extend<object, { enginePage: Page }>({
  enginePage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first argument.
    async ({}, use) => {
      const { address, close } = await serve({ folder: path.resolve(import.meta.dirname, '../../dist/engine') });
      const browser = await chromium.launch(findChromium());
      const page = await browser.newPage();
      await page.goto(address);
      await use(page);
      await browser.close();
      await close();
    },
    { scope: 'worker' },
  ],
});

for (const backend of Object.keys(backends) as (keyof typeof backends)[]) {
  const { kind, tolerance } = backends[backend];
  test.describe(`in a worker on ${backend}`, () => {
    for (const file of oracleFiles) {
      test(`PyTorch's figures: ${file.name}`, async ({ enginePage }) => {
        const verdict = await enginePage.evaluate(
          ([file, backend, tolerance]) => window.engine.oracle(file, backend, tolerance),
          [file, backend, tolerance] as const,
        );
        expect(verdict.differences).toEqual([]);
        expect(verdict.executors).toHaveLength(1 + file.after.length);
        for (const executor of verdict.executors) expect(executor).toEqual({ backend, kind });
      });
    }

    test('Dropout draws the masks of the generator', async ({ enginePage }) => {
      for (const step of [0, 1, 77]) {
        const wrong = await enginePage.evaluate(([backend, step]) => window.engine.wrongMaskCells(backend, step), [
          backend,
          step,
        ] as const);
        expect(wrong).toBe(0);
      }
    });
  });
}
