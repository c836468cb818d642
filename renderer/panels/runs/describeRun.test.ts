import { expect, test } from 'vitest';
import { newProject } from '../../store/newProject.ts';
import type { RunRecord } from '../../store/workspace.ts';
import { differences, duration, networkText, runFigures } from './describeRun.ts';
import { runsCsv } from './runsCsv.ts';

const { training, data } = newProject();
const graph = JSON.stringify([
  [
    ['input', 'input', [['features', 2]]],
    ['linear1', 'linear', []],
    ['relu1', 'relu', []],
    ['linear2', 'linear', [['units', 3]]],
    ['loss', 'crossEntropy', []],
  ],
  [],
]);
const run: RunRecord = {
  id: 'a',
  startedAt: 0,
  graph,
  data: JSON.stringify(data),
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

test('a line that came from a broken file is no crash', () => {
  for (const text of ['', 'null', '[]', '[[null, 3, ["x"]]]', '{"a":1}']) expect(networkText(text)).toBe('');
});

test('figures are those of the last epoch, times those of all', () => {
  expect(runFigures(run)).toMatchObject({ epochs: 2, loss: 0.5, seconds: 1, millisecondsPerStep: 25 });
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

test('the table has a row a run and a column a setting', () => {
  const [header = '', line = ''] = runsCsv([run]).split('\r\n');
  expect(header.split(',')).toEqual(expect.arrayContaining(['loss', 'millisecondsPerStep', 'optimizer.learningRate']));
  expect(line).toContain('webasm');
});
