import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, chromium, expect, type Page } from '@playwright/test';
import type { Backend } from '../../core/runtime/backend.ts';
import { V8_FLAGS } from '../../core/runtime/webasm/wideVectors.ts';
import { oracleFiles } from '../../core/testing/fixtures.ts';
import { exact, gpu } from '../../core/testing/oracle.ts';
import { findChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';

/**
 * What a backend must report as having run, and how near it must come to PyTorch. `quick`: which networks of each four are
 * not left to the long run, since shaders are compiled for seconds where there is no GPU; null where all of them are quick.
 */
const backends = {
  webasm: { kind: 'fused-sync', tolerance: exact, quick: null },
  webgl2: { kind: 'fused-draws', tolerance: gpu, quick: 0 },
  webgpu: { kind: 'fused-encoder', tolerance: gpu, quick: 1 },
} as const satisfies Partial<Record<Backend, unknown>>;

/** One page for all tests: a worker that has compiled for one graph must be good for the next. */
const test = base.extend<object, { enginePage: Page; joiningPage: Page }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first argument.
  enginePage: [async ({}, use) => openEngine(findChromium({ gpu: true }), use), { scope: 'worker' }],
  /** In a browser that joins vectors. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first argument.
  joiningPage: [async ({}, use) => openEngine(joiningChromium(), use), { scope: 'worker' }],
});

const engineFolder = path.resolve(import.meta.dirname, '../../dist/engine');

/** Told to join vectors as the desktop app tells its own, and without the compiler that does not join any. */
function joiningChromium(more: readonly string[] = []) {
  const { executablePath, args } = findChromium({ gpu: true });
  return { executablePath, args: [...args, `--js-flags=${[...V8_FLAGS, '--no-liftoff', ...more].join(',')}`] };
}

async function openEngine(
  how: { executablePath: string; args: string[] },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { address, close } = await serve({ folder: engineFolder });
  const browser = await chromium.launch(how);
  const page = await browser.newPage();
  await page.goto(address);
  await use(page);
  await browser.close();
  await close();
}

for (const backend of Object.keys(backends) as (keyof typeof backends)[]) {
  const { kind, tolerance, quick } = backends[backend];
  test.describe(`in a worker on ${backend}`, () => {
    for (const [index, file] of oracleFiles.entries()) {
      const tag = index % 4 === quick || quick === null ? [] : ['@long'];
      test(`PyTorch's figures: ${file.name}`, { tag }, async ({ enginePage }) => {
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

test('threads and blocks for wide vectors change nothing, bit for bit, joined or not', async ({
  enginePage,
  joiningPage,
}) => {
  const losses: number[] = [];
  for (const page of [enginePage, joiningPage]) {
    const { executors, differing, loss } = await page.evaluate(() =>
      window.engine.ways([{}, { threads: true }, { wide: true }, { threads: true, wide: true }]),
    );
    expect(differing).toEqual([]);
    expect(executors).toEqual([
      { backend: 'webasm', kind: 'fused-sync' },
      { backend: 'webasm', kind: 'fused-threaded' },
      { backend: 'webasm', kind: 'fused-sync', wide: true },
      { backend: 'webasm', kind: 'fused-threaded', wide: true },
    ]);
    losses.push(loss);
  }
  expect(losses[0]).toBeGreaterThan(0);
  expect(losses[1]).toBe(losses[0]);
});

test.describe('kernels in blocks give the bits that GPU.js gives', () => {
  for (const [count, tag] of [
    [100, ''],
    [600, ' @long'],
  ] as const) {
    test(`${count} of them${tag}`, async ({ enginePage }) => {
      const { differing, made } = await enginePage.evaluate(
        (count) => window.engine.awkwardKernels(count, false),
        count,
      );
      expect(differing).toEqual([]);
      expect(made.block).toBeGreaterThanOrEqual(count / 2);
    });

    test(`${count} of them with blocks for wide vectors, joined or not${tag}`, async ({ enginePage, joiningPage }) => {
      const [apart, joined] = [
        await enginePage.evaluate((count) => window.engine.awkwardKernels(count, true), count),
        await joiningPage.evaluate((count) => window.engine.awkwardKernels(count, true), count),
      ];
      expect(apart.differing).toEqual([]);
      expect(joined.differing).toEqual([]);
      // GPU.js's kernels are joined there too: what went wrong in both alike shows only beside the other browser's.
      expect(joined.digest).toBe(apart.digest);
    });
  }

  for (const [every, threads, tag] of [
    [9, true, ''],
    [9, false, ''],
    [1, true, ' @long'],
  ] as const) {
    test(`with many cells, threads: ${threads}${tag}`, async ({ enginePage }) => {
      const { differing, executorKinds } = await enginePage.evaluate(
        ([every, threads]) => window.engine.largeKernels(every, threads),
        [every, threads] as const,
      );
      expect(differing).toEqual([]);
      expect(executorKinds).toContain(threads ? 'fused-threaded' : 'fused-sync');
    });
  }
});

// What is said of joined vectors would hold by itself in a browser that does not join any.
test('a browser that is told to join vectors does so @long', async () => {
  test.skip(!hasAvx2(), 'V8 joins vectors where the processor has AVX2');
  const { address, close } = await serve({ folder: engineFolder });
  const server = await chromium.launchServer(joiningChromium(['--trace-wasm-revectorize']));
  let said = '';
  server.process().stdout?.on('data', (text) => {
    said += text;
  });
  const browser = await chromium.connect(server.wsEndpoint());
  const page = await browser.newPage();
  await page.goto(address);
  await page.evaluate(() => window.engine.awkwardKernels(27, true));
  await browser.close();
  await server.close();
  await close();
  expect(said.match(/Decided to vectorize, [1-9]/g)?.length ?? 0).toBeGreaterThan(10);
});

function hasAvx2(): boolean {
  return process.platform === 'linux' && readFileSync('/proc/cpuinfo', 'utf8').includes(' avx2 ');
}

for (const [backend, kind] of [
  ['webgl2', 'fused-draws'],
  ['webgpu', 'fused-encoder'],
] as const) {
  test.describe(`shaders on ${backend} give the numbers that GPU.js gives`, () => {
    for (const [count, tag] of [
      [46, ''],
      [400, ' @long'],
    ] as const) {
      test(`${count} kernels${tag}`, async ({ enginePage }) => {
        const { differing, executorKinds, blocked } = await enginePage.evaluate(
          ([count, backend]) => window.engine.shaderKernels(count, backend, null),
          [count, backend] as const,
        );
        expect(differing).toEqual([]);
        expect(executorKinds).toEqual([kind]);
        expect(blocked).toBeGreaterThanOrEqual(count / 2);
      });
    }

    for (const mistake of ['wrongOffset', 'wrongLane'] as const) {
      test(`and the comparison finds a ${mistake}`, async ({ enginePage }) => {
        const { differing } = await enginePage.evaluate(
          ([backend, mistake]) => window.engine.shaderKernels(24, backend, mistake),
          [backend, mistake] as const,
        );
        expect(differing.length).toBeGreaterThan(4);
      });
    }
  });
}
