import { expect, test } from 'vitest';
import type { Graph } from '../graph/graph.ts';
import { bestFigures, differences, duration, networkText, runFigures } from './describeRun.ts';
import { readProject } from './file.ts';
import type { RunRecord } from './runLog.ts';

const graph: Graph = {
  blocks: [
    { id: 'input', type: 'input', params: { features: 2 } },
    { id: 'linear1', type: 'linear', params: {} },
    { id: 'relu1', type: 'relu', params: {} },
    { id: 'linear2', type: 'linear', params: { units: 3 } },
    { id: 'loss', type: 'crossEntropy', params: {} },
  ],
  wires: [],
};
const read = readProject(JSON.stringify({ format: 'gradwire', version: 1, graph }), 'p');
const { training, data } = (read as Extract<typeof read, { ok: true }>).value;
const run: RunRecord = {
  id: 'a',
  startedAt: 0,
  graph,
  data,
  training,
  backend: 'webasm',
  ending: 'epochs',
  reports: [1, 2].map((epoch) => ({
    epoch,
    step: epoch * 20,
    loss: 1 / epoch,
    accuracy: 0.5,
    validLoss: null,
    validAccuracy: null,
    learningRate: 0.1,
    seconds: 0.5,
  })),
};

test('a network is a line of its blocks, with the sizes that follow from defaults', () => {
  expect(networkText(graph)).toBe('2 → Linear 8 → ReLU → Linear 3');
});

test('the blocks of the line stand in the order in which they compute', () => {
  const [input, linear1, relu1, linear2, loss] = graph.blocks as never[];
  const blocks = [linear2, loss, relu1, linear1, input] as never[];
  const chain = ['input', 'linear1', 'relu1', 'linear2'];
  const wires = chain.slice(1).map((to, at) => ({ from: `${chain[at]}.${at ? 'y' : 'x'}`, to: `${to}.x` }));
  expect(networkText({ blocks, wires })).toBe('2 → Linear 8 → ReLU → Linear 3');
});

test('blocks of another version are left out of the line', () => {
  expect(networkText({ blocks: [{ id: 'a', type: 'unheard', params: {} }], wires: [] })).toBe('');
});

test('figures are those of the last epoch, times those of all', () => {
  expect(runFigures(run)).toMatchObject({ epochs: 2, loss: 0.5, seconds: 1, millisecondsPerStep: 25 });
});

test('a run that went on from a checkpoint took the time of its own steps', () => {
  const [, second] = run.reports;
  expect(runFigures({ reports: second ? [second] : [] })).toMatchObject({ epochs: 2, millisecondsPerStep: 25 });
});

test('the best of several runs is told figure by figure', () => {
  const other = { ...run, reports: run.reports.map((report) => ({ ...report, loss: 2, accuracy: 0.9 })) };
  expect(bestFigures([run, other])).toMatchObject({ loss: 0.5, accuracy: 0.9, validLoss: null, testAccuracy: null });
  expect(bestFigures([run]).loss).toBeNull();
});

test('only the settings that differ are told', () => {
  const other = { ...run, backend: 'webgpu', training: { ...training, batchSize: 32, l2: 0.1 } };
  const found = Object.fromEntries(differences([run, other]).map(({ name, values }) => [name, values]));
  expect(found).toEqual({ backend: ['webasm', 'webgpu'], batchSize: ['16', '32'], l2: ['', '0.1'] });
  expect(differences([run, run])).toEqual([]);
});

test('times are read at a glance', () => {
  expect(duration(3.14)).toBe('3.1 s');
  expect(duration(75)).toBe('1:15');
  expect(duration(3723)).toBe('1:02:03');
});
