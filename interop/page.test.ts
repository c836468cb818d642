/** Exports in a page, by the commands that they name. Ours runs under a content security policy that forbids `eval`. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportModel } from '../core/exchange/targets.ts';
import { findChromium } from '../scripts/chromium.mjs';
import { type Served, serve } from '../scripts/serve.mjs';
import { allCases, type Case, difference, rowsOf, TOLERANCE, writeFiles } from './cases.ts';

let cases: readonly Case[] = [];
let folder = '';
let site: Served;
let browser: Browser;
let page: Page;
let free: Page;

/** What the page runs: a file, since the test runner would rewrite the imports of a function that is handed over. */
const PROGRAM = `
export async function predictAll(rows) {
  const answers = {};
  for (const name in rows) {
    const { predict } = await import('./js-' + name + '/model.js');
    answers[name] = predict(rows[name]).flat();
  }
  return { answers };
}

export async function accelerateAll(rows) {
  const gpu = new (GPU.GPU ?? GPU)({ mode: 'webgl2' });
  const answers = {};
  for (const name in rows) {
    const { accelerate } = await import('./js-' + name + '/model.js');
    answers[name] = accelerate(gpu)(rows[name]).flat();
  }
  const mode = gpu.Kernel.name;
  await gpu.destroy();
  return { answers, mode };
}

export async function loadAll(rows) {
  await tf.setBackend('cpu');
  const answers = {};
  for (const name in rows) {
    const model = await tf.loadLayersModel('tfjs-' + name + '/model.json');
    answers[name] = [...model.predict(tf.tensor2d(rows[name])).dataSync()];
    model.dispose();
  }
  return { answers };
}
`;

interface Found {
  readonly answers: Readonly<Record<string, readonly number[]>>;
  /** GPU.js's kernels. */
  readonly mode?: string;
}

beforeAll(async () => {
  cases = await allCases();
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-page-'));
  for (const { name, model } of cases) {
    for (const target of ['js', 'tfjs'] as const) {
      writeFiles(at(`${target}-${name}`), exportModel(target, model, name));
    }
  }
  copyFileSync(path.join(import.meta.dirname, '../node_modules/gpu.js/dist/gpu-browser.min.js'), at('gpu.js'));
  copyFileSync(path.join(import.meta.dirname, 'node_modules/@tensorflow/tfjs/dist/tf.min.js'), at('tf.js'));
  const scripts = ['gpu', 'tf'].map((name) => `<script src="${name}.js"></script>`);
  writeFileSync(at('program.js'), PROGRAM);
  writeFileSync(at('index.html'), `<!doctype html><title>Exports</title>${scripts.join('')}`);
  site = await serve({ folder });
  browser = await chromium.launch(findChromium({ gpu: true }));
  page = await browser.newPage();
  // TensorFlow.js makes functions of texts.
  free = await browser.newPage({ bypassCSP: true });
  for (const one of [page, free]) await one.goto(`${site.address}index.html`);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);

function run<T>(call: string, where = page): Promise<T> {
  return where.evaluate(`import('/program.js').then((program) => program.${call})`);
}

/** The rows of every case by name, as pages are given them. */
const given = (some: readonly Case[] = cases) => Object.fromEntries(some.map((one) => [one.name, rowsOf(one)]));

function compare(answers: Readonly<Record<string, readonly number[]>>, some: readonly Case[] = cases): void {
  for (const { name, expected } of some)
    expect(difference(answers[name] ?? [], expected), name).toBeLessThan(TOLERANCE);
}

it('the JavaScript module’s predict gives our outputs', async () => {
  compare((await run<Found>(`predictAll(${JSON.stringify(given())})`)).answers);
});

it('accelerated by GPU.js, on WebGL, it gives them too', async () => {
  const some = cases.filter(({ name }) => ['residual', 'branches', 'tricky'].includes(name));
  const { answers, mode } = await run<Found>(`accelerateAll(${JSON.stringify(given(some))})`);
  expect(mode).toBe('WebGL2Kernel');
  compare(answers, some);
});

it('tf.loadLayersModel fetches model.json and its shards, and gives our outputs', async () => {
  compare((await run<Found>(`loadAll(${JSON.stringify(given())})`, free)).answers);
});
