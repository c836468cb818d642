/** Exports in a page, by the commands that they name: under the app's own content security policy, which forbids `eval`. */
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
  writeFileSync(at('index.html'), `<!doctype html><title>Exports</title>${scripts.join('')}`);
  site = await serve({ folder });
  browser = await chromium.launch(findChromium({ gpu: true }));
  page = await browser.newPage();
  await page.goto(`${site.address}index.html`);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);

/** The rows of every case by name, as pages are given them. */
const given = (some: readonly Case[] = cases) => Object.fromEntries(some.map((one) => [one.name, rowsOf(one)]));

function compare(answers: Readonly<Record<string, readonly number[]>>, some: readonly Case[] = cases): void {
  for (const { name, expected } of some)
    expect(difference(answers[name] ?? [], expected), name).toBeLessThan(TOLERANCE);
}

it('the JavaScript module’s predict gives our outputs', async () => {
  const answers = await page.evaluate(async (rows) => {
    const found: Record<string, number[]> = {};
    for (const [name, of] of Object.entries(rows)) {
      const { predict } = await import(`${location.origin}/js-${name}/model.js`);
      found[name] = predict(of).flat();
    }
    return found;
  }, given());
  compare(answers);
});

it('accelerated by GPU.js, on WebGL, it gives them too', async () => {
  const some = cases.filter(({ name }) => ['residual', 'branches', 'tricky'].includes(name));
  const { answers, mode } = await page.evaluate(async (rows) => {
    // The script of GPU.js sets a global of its name, which holds the class.
    const { GPU } = globalThis as unknown as { GPU: { GPU?: unknown } };
    const Class = (GPU.GPU ?? GPU) as new (options: object) => { Kernel: { name: string }; destroy(): Promise<void> };
    const gpu = new Class({ mode: 'webgl2' });
    const answers: Record<string, number[]> = {};
    for (const [name, of] of Object.entries(rows)) {
      const { accelerate } = await import(`${location.origin}/js-${name}/model.js`);
      answers[name] = accelerate(gpu)(of).flat();
    }
    const mode = gpu.Kernel.name;
    await gpu.destroy();
    return { answers, mode };
  }, given(some));
  expect(mode).toBe('WebGL2Kernel');
  compare(answers, some);
});

it('tf.loadLayersModel fetches model.json and its shards, and gives our outputs', async () => {
  const answers = await page.evaluate(async (rows) => {
    const { tf } = globalThis as unknown as { tf: typeof import('@tensorflow/tfjs') };
    await tf.setBackend('cpu');
    const found: Record<string, number[]> = {};
    for (const [name, of] of Object.entries(rows)) {
      const model = await tf.loadLayersModel(`tfjs-${name}/model.json`);
      found[name] = [...(model.predict(tf.tensor2d(of)) as import('@tensorflow/tfjs').Tensor).dataSync()];
      model.dispose();
    }
    return found;
  }, given());
  compare(answers);
});
