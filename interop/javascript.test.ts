import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as gpujs from 'gpu.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportModel } from '../core/exchange/targets.ts';
import { allCases, type Case, difference, rowsOf, TOLERANCE, writeFiles } from './cases.ts';

let cases: readonly Case[] = [];
let folder = '';
beforeAll(async () => {
  cases = await allCases();
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-js-'));
  for (const { name, model } of cases) {
    writeFiles(path.join(folder, name), exportModel('js', model, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUN = `
import { readFileSync } from 'node:fs';
const rows = JSON.parse(readFileSync('rows.json', 'utf8'));
const answers = {};
for (const name of Object.keys(rows)) {
  const { predict } = await import('./' + name + '/model.js');
  answers[name] = predict(rows[name]).flat();
}
process.stdout.write(JSON.stringify(answers));
`;

it('a fresh Node process gives our outputs', () => {
  writeFileSync(
    path.join(folder, 'rows.json'),
    JSON.stringify(Object.fromEntries(cases.map((one) => [one.name, rowsOf(one)]))),
  );
  writeFileSync(path.join(folder, 'run.mjs'), RUN);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['run.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect([status, stderr]).toEqual([0, '']);
  const answers = JSON.parse(stdout);
  for (const { name, expected } of cases) expect(difference(answers[name], expected), name).toBeLessThan(TOLERANCE);
});

it('GPU.js runs the module’s kernels to the same outputs', async () => {
  for (const one of cases.filter(({ name }) => ['residual', 'branches', 'tricky'].includes(name))) {
    const { accelerate } = await import(pathToFileURL(path.join(folder, one.name, 'model.js')).href);
    const gpu = new gpujs.GPU({ mode: 'cpu' });
    const predict = accelerate(gpu) as (rows: number[][]) => number[][];
    expect(difference(predict(rowsOf(one)).flat(), one.expected), one.name).toBeLessThan(TOLERANCE);
    await gpu.destroy();
  }
});
