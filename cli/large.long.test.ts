/** Files of a gigabyte, made on the spot: what is kept of them fits into memory, and reading them stops at once. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { chain } from '../core/testing/networks.ts';
import { watched } from './testing/watched.ts';

const GIGABYTE = 1e9;
const MEGABYTE = 1024 ** 2;
/** What a process may take beyond Node's own modules and the values that it keeps. */
const ROOM = 200 * MEGABYTE;

const folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-large-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes lines to a file until it has a gigabyte; `line` gets the number of the line. */
function largeFile(name: string, header: string, line: (index: number) => string): number {
  const file = openSync(path.join(folder, name), 'w');
  writeSync(file, header);
  let [bytes, lines] = [header.length, 0];
  while (bytes < GIGABYTE) {
    const block = Array.from({ length: 2000 }, () => line(lines++)).join('');
    bytes += writeSync(file, block);
  }
  closeSync(file);
  return lines;
}

function projectFile(name: string, features: number, units: number, source: object): string {
  const graph = chain(features, [['linear1', 'linear', { units }]], ['loss', 'crossEntropy', {}]);
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify({ format: 'gradwire', version: 1, graph, data: { source } }));
  return file;
}

/** Where a process's memory can be looked up. */
const onLinux = it.skipIf(process.platform !== 'linux');
const idle = () => watched(['help']);
const random = new Random(1, 'large');
const number = () => random.uniform(-9, 9).toFixed(4);

onLinux('ten of the 301 columns of a csv are read in the memory of those ten', async () => {
  const some = Array.from({ length: 400 }, () => Array.from({ length: 300 }, number).join(','));
  const header = `${Array.from({ length: 300 }, (_, index) => `f${index}`).join(',')},label\n`;
  const rows = largeFile('large.csv', header, (index) => `${some[index % 400]},${'abc'[index % 3]}\n`);
  const features = Array.from({ length: 10 }, (_, index) => `f${30 * index}`);
  const source = { kind: 'table', path: 'large.csv', features, target: 'label' };
  const project = projectFile('csv.gradwire', 10, 3, source);
  const [{ peak: base }, { output, peak }] = [await idle(), await watched(['data', project, '--json'])];
  const parts = Object.values(JSON.parse(output).splits) as { rows: number }[];
  expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(rows);
  expect(peak - base).toBeLessThan(rows * 11 * 4 + ROOM);
  expect((await watched(['data', project], 2000)).lasted).toBeLessThan(1000);
});

onLinux('of a gigabyte of word vectors those of the words at hand are kept', async () => {
  const some = Array.from({ length: 500 }, () => Array.from({ length: 100 }, number).join(' '));
  largeFile('large.vec', '', (index) => `w${index} ${some[index % 500]}\n`);
  const titles = Array.from({ length: 3000 }, (_, row) => `${row % 2 ? 'a' : 'b'}\tw${row * 3} w${row * 7} unheard\n`);
  writeFileSync(path.join(folder, 'titles.txt'), titles.join(''));
  const source = { kind: 'text', path: 'titles.txt', vectors: 'large.vec' };
  const project = projectFile('vectors.gradwire', 100, 2, source);
  const [{ peak: base }, { output, peak }] = [await idle(), await watched(['data', project, '--json'])];
  expect(JSON.parse(output).splits.train.coverage.share).toBeCloseTo(2 / 3, 6);
  expect(peak - base).toBeLessThan((6000 + 3000) * 100 * 4 + ROOM);
  expect((await watched(['data', project], 1500)).lasted).toBeLessThan(1000);
});
