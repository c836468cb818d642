import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../core/testing/networks.ts';
import { type Finished, gradwire, root } from './testing/gradwire.ts';

const kinds = ['iris', 'rose', '桜'];
const json = ({ stdout }: Finished) => JSON.parse(stdout);

let folder = '';
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-eval-'));
  // Classes that overlap, so that there are mistakes.
  const rows = Array.from({ length: 120 }, (_, index) => {
    const kind = index % 4 === 3 ? 0 : index % 4;
    return `${kind + 1.2 * Math.sin(7 * index)},${Math.cos(index) - kind},${kinds[kind]}`;
  });
  writeFileSync(at('flowers.csv'), `a,b,kind\n${rows.join('\n')}\n`);
  const graph = chain(2, [['linear1', 'linear', { units: 3 }]], ['loss', 'crossEntropy']);
  const source = { kind: 'table', path: 'flowers.csv', features: 'all', target: 'kind' };
  const project = { format: 'gradwire', version: 1, graph, data: { source }, training: { epochs: 5, seed: 1 } };
  writeFileSync(at('flowers.gradwire'), JSON.stringify(project));
  const trained = await gradwire(['train', at('flowers.gradwire'), '--out', at('w.safetensors')]);
  expect(trained.code, trained.stderr).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const evaluate = (...more: string[]) =>
  gradwire(['eval', at('flowers.gradwire'), '--weights', at('w.safetensors'), ...more]);

describe('eval', () => {
  it('agrees with what the probabilities of `predict` come to', async () => {
    const data = ['--data', at('flowers.csv')];
    const found = json(await evaluate(...data, '--json', '--worst', '4'));
    await gradwire([
      'predict',
      at('flowers.gradwire'),
      '--weights',
      at('w.safetensors'),
      ...data,
      '--out',
      at('p.csv'),
    ]);
    const cells = (name: string) =>
      readFileSync(at(name), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','));
    const truth = cells('flowers.csv').map((row) => kinds.indexOf(row[2] as string));
    const predicted = cells('p.csv').map((row) => kinds.indexOf(row[1] as string));
    const p = cells('p.csv').map((row) => row.slice(2).map(Number));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const bits = p.map((row, index) => -Math.log2(row[truth[index] as number] as number));

    expect(found).toMatchObject({ split: null, rows: 120, classes: kinds });
    expect(found.information.crossEntropy.bits).toBeCloseTo(mean(bits), 5);
    expect(found.information.crossEntropy.nats).toBeCloseTo(found.loss, 5);
    expect(found.information.entropy.bits).toBeCloseTo(
      mean(p.map((row) => row.reduce((sum, share) => sum - share * Math.log2(share), 0))),
      5,
    );
    const wrong = truth.flatMap((one, row) => (one === predicted[row] ? [] : [row]));
    expect(wrong.length).toBeGreaterThan(4);
    const worst = wrong.sort((a, b) => (bits[b] as number) - (bits[a] as number)).slice(0, 4);
    expect(found.worst.map(({ row }: { row: number }) => row)).toEqual(worst);
    const [first] = worst as [number];
    expect(found.worst[0].target).toBe(kinds[truth[first] as number]);
    expect(found.worst[0].information.bits).toBeCloseTo(bits[first] as number, 4);
    for (const [index, score] of found.perClass.entries()) {
      const right = truth.filter((one, row) => one === index && predicted[row] === index).length;
      const support = truth.filter((one) => one === index).length;
      const taken = predicted.filter((one) => one === index).length;
      expect(score).toMatchObject({ class: kinds[index], support, recall: right / support });
      expect(score.precision).toBe(taken === 0 ? 0 : right / taken);
      expect(score.crossEntropy.bits).toBeCloseTo(mean(bits.filter((_, row) => truth[row] === index)), 5);
    }
    expect(found.calibration.bins.reduce((sum: number, bin: { rows: number }) => sum + bin.rows, 0)).toBe(120);
  });

  it('shows the same as text, and --split chooses the part', async () => {
    const found = json(await evaluate('--split', 'train', '--json'));
    const { stdout, code } = await evaluate('--split', 'train', '--worst', '1');
    expect(code).toBe(0);
    expect(found.rows).toBe(96);
    expect(stdout).toMatch(/^96 rows, loss /);
    expect(stdout).toContain(`perplexity ${found.information.perplexity.toPrecision(4)}`);
    expect(stdout).toContain(`Brier score ${found.calibration.brierScore.toPrecision(4)}`);
    const rose = found.perClass[1];
    expect(stdout).toMatch(new RegExp(`^rose +${rose.precision.toFixed(4)} +${rose.recall.toFixed(4)}`, 'm'));
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(new RegExp(`^ +${found.worst[0].row} +`));
  });

  it('of numbers tells the errors', async () => {
    const weights = at('plane.safetensors');
    const plane = path.join(root, 'examples', 'plane.gradwire');
    await gradwire(['train', plane, '--epochs', '3', '--out', weights]);
    const found = json(await gradwire(['eval', plane, '--weights', weights, '--json']));
    expect(found).toMatchObject({ accuracy: null, classes: null, confusion: null });
    expect(found.residuals.rmse ** 2).toBeCloseTo(found.loss, 5);
    expect(found.worst).toHaveLength(10);
    const errors = found.worst.map(({ error }: { error: number }) => error);
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
  });

  it('--worst that is no number is wrong usage', async () => {
    expect((await evaluate('--worst', 'many')).code).toBe(2);
  });
});
