import { expect, test } from 'vitest';
import { newProject } from '../store/newProject.ts';
import { concernsEngine, isOtherWay } from './changes.ts';

const { graph, data, training } = newProject();
const before = { graph, data, training, weights: null, state: null };
const { optimizer } = training;

test.each([
  ['the rate', { training: { ...training, optimizer: { ...optimizer, learningRate: 0.123 } } }, true, false],
  ['the batch size', { training: { ...training, batchSize: training.batchSize + 1 } }, true, true],
  ['the optimizer', { training: { ...training, optimizer: { type: 'sgd' as const, learningRate: 1 } } }, true, true],
  ['the same settings anew', { training: { ...training } }, true, false],
  ['the graph', { graph: { ...graph } }, true, false],
  ['graph and batch size', { graph: { ...graph }, training: { ...training, batchSize: 7 } }, true, false],
  ['the weights', { weights: new Map() }, true, false],
  ['nothing', {}, false, false],
])('a change of %s', (_, change, concerns, otherWay) => {
  const now = { ...before, ...change };
  expect(concernsEngine(now, before)).toBe(concerns);
  expect(isOtherWay(now, before)).toBe(otherWay);
});
