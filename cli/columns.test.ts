/** A table with words and holes, from the training to the prediction of other rows. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSafetensors } from '../core/formats/safetensors.ts';
import { unwrap } from '../core/problem.ts';
import { Random } from '../core/random.ts';
import { chain } from '../core/testing/networks.ts';
import { gradwire } from './testing/gradwire.ts';

let folder = '';
const place = (name: string) => path.join(folder, name);
const project = () => place('trip.gradwire');

/** Who goes out: when the sun shines, or when it does not rain and it is warm. */
function rowsOf(count: number, seed: number): string[] {
  const random = new Random(seed, 'trip');
  return Array.from({ length: count }, () => {
    const sky = ['sun', 'rain', 'cloud'][random.integer(3)] as string;
    const heat = random.uniform(-10, 30);
    const goes = sky === 'sun' || (sky === 'cloud' && heat > 10);
    const hidden = random.integer(8);
    return `${hidden === 0 ? '' : sky},${hidden === 1 ? 'NA' : heat.toFixed(2)},${goes ? 'yes' : 'no'}`;
  });
}

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-columns-'));
  writeFileSync(place('trip.csv'), `sky,heat,goes\n${rowsOf(400, 1).join('\n')}\n`);
  const graph = chain(
    5,
    [
      ['linear1', 'linear', { units: 12 }],
      ['relu1', 'relu', {}],
      ['linear2', 'linear', { units: 2 }],
    ],
    ['loss', 'crossEntropy', {}],
  );
  const columns = { sky: { encode: 'oneHot' }, heat: { missing: 'mean' } };
  const data = { source: { kind: 'table', path: 'trip.csv', target: 'goes', columns }, standardize: true };
  const training = { optimizer: { type: 'adam', learningRate: 0.02 }, epochs: 40 };
  writeFileSync(project(), JSON.stringify({ format: 'gradwire', version: 1, graph, data, training }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function json(...args: readonly string[]) {
  const { code, stdout, stderr } = await gradwire([...args, '--json']);
  expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const features = ['sky=cloud', 'sky=rain', 'sky=sun', 'sky=?', 'heat'];

it('is prepared, learnt, traced, evaluated, predicted and exported alike', async () => {
  const weights = place('w.safetensors');
  expect((await json('data', project(), '--out', place('d.csv'))).features).toEqual(features);
  await json('train', project(), '--out', weights);
  const own = await json('eval', project(), '--weights', weights);
  expect(own.accuracy).toBeGreaterThan(0.8);

  writeFileSync(
    place('other.csv'),
    `heat,goes,sky\n${rowsOf(200, 2)
      .map((row) => row.split(','))
      .map(([a, b, c]) => `${b},${c},${a}`)
      .join('\n')}\n`,
  );
  const other = await json('eval', project(), '--weights', weights, '--data', place('other.csv'));
  expect(other.rows).toBe(200);
  expect(other.accuracy).toBeGreaterThan(0.8);

  await json('trace', project(), '--weights', weights, '--split', 'test', '--rows', '0-3', '--out', place('t.json'));
  const { input } = JSON.parse(readFileSync(place('t.json'), 'utf8')).outputs;
  expect(input.shape).toEqual([4, 5]);
  for (let row = 0; row < 4; row++) {
    const ones = input.data.slice(row * 5, row * 5 + 4);
    expect(ones.toSorted()).toEqual([0, 0, 0, 1]);
  }

  writeFileSync(place('new.csv'), 'sky,heat\nsun,\nrain,25\n?,20\n');
  await json('predict', project(), '--weights', weights, '--data', place('new.csv'), '--out', place('p.csv'));
  const predicted = readFileSync(place('p.csv'), 'utf8').trim().split('\n').slice(1);
  expect(predicted.slice(0, 2).map((line) => line.split(',')[1])).toEqual(['yes', 'no']);

  await json('export', project(), '--weights', weights, '--to', 'pytorch', '--out', place('torch'));
  const exported = unwrap(readSafetensors(readFileSync(place('torch/data.safetensors')), 'data')).tensors;
  const [head = '', first = ''] = readFileSync(place('d.csv'), 'utf8').split('\n');
  expect(head).toBe(`part,${features.join(',')},target`);
  const row = first.split(',').slice(1, 6).map(Number);
  const x = [...exported].find(([name, { shape }]) => name.includes('train') && shape[1] === 5)?.[1];
  expect(Array.from(x?.data.subarray(0, 5) ?? [])).toEqual(row.map(Math.fround));

  await json('export', project(), '--weights', weights, '--to', 'card', '--out', place('card'));
  const card = readFileSync(place('card/README.md'), 'utf8');
  expect(card).toContain('Column sky is one-hot: cloud, rain, sun, ?.');
  expect(card).toMatch(/Missing values of heat are filled with the mean, \d+\.\d+\./);
});

it('says what other rows have that it never saw, and goes on', async () => {
  const weights = place('short.safetensors');
  expect(await gradwire(['train', project(), '--epochs', '1', '--out', weights])).toMatchObject({ code: 0 });
  writeFileSync(place('fog.csv'), 'sky,heat\nfog,12\n');
  const args = ['predict', project(), '--weights', weights, '--data', place('fog.csv'), '--out', place('f.csv')];
  const { code, stderr } = await gradwire(args);
  expect({ code, said: stderr.includes("has 'fog' in row 1, column 'sky'") }).toEqual({ code: 0, said: true });
});
