import { expect, it } from 'vitest';
import { factsOf } from '../data/dataset.ts';
import { prepareData } from '../data/prepare.ts';
import { defaultSplit } from '../data/settings.ts';
import { validate } from '../graph/validate.ts';
import { unwrap } from '../problem.ts';
import { readProject } from '../project/file.ts';
import { chain } from '../testing/networks.ts';
import { type Timing, timeEpochs } from './timing.ts';

it('times an epoch of each batch size that the data have rows for, on each backend', async () => {
  const graph = chain(2, [['linear1', 'linear', { units: 2 }]], ['loss', 'crossEntropy', {}]);
  const source = { kind: 'generated', generator: 'xor', samples: 100, noise: 0, seed: 1 } as const;
  const settings = { source, split: { ...defaultSplit, train: 1, valid: 0, test: 0 }, standardize: false };
  const { parts } = await prepareData(settings, 'classification', { read: () => Promise.reject(new Error()) });
  const network = unwrap(validate(graph, factsOf(parts.train)));
  const { training } = unwrap(readProject(JSON.stringify({ format: 'gradwire', version: 1, graph }), 'p'));
  const timings: Timing[] = [];
  for await (const timing of timeEpochs(network, parts.train, training, [16, 64, 256], ['webasm', 'cpu'])) {
    timings.push(timing);
  }
  expect(timings.map(({ backend, batchSize }) => `${backend} ${batchSize}`)).toEqual([
    'webasm 64',
    'webasm 16',
    'cpu 64',
    'cpu 16',
  ]);
  expect(timings.every(({ seconds }) => seconds > 0)).toBe(true);
});
