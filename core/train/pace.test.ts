import { expect, it } from 'vitest';
import { compileTrain } from '../compile/compile.ts';
import { validate } from '../graph/validate.ts';
import { unwrap } from '../problem.ts';
import { chain } from '../testing/networks.ts';
import { stepsPerCall } from './pace.ts';

/** A plan of one step for a network of one hidden layer. */
function plan(features: number, units: number, batchSize: number) {
  const network = chain(
    features,
    [
      ['linear1', 'linear', { units }],
      ['relu1', 'relu'],
      ['linear2', 'linear', { units: 10 }],
    ],
    ['loss', 'crossEntropy'],
  );
  return compileTrain(unwrap(validate(network)), {
    optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0 },
    batchSize,
    stepsPerCall: 1,
    target: { kind: 'classes', columns: 1 },
    dataRows: 1000,
    resident: true,
    seed: 1,
  } as Parameters<typeof compileTrain>[1]);
}

it('a call takes more steps the smaller they are, and more on webasm than where a GPU may be done in software', () => {
  expect(stepsPerCall(plan(2, 8, 16), 10_000, 'webasm')).toBe(stepsPerCall(plan(2, 8, 16), 10_000, 'auto'));
  expect(stepsPerCall(plan(784, 128, 64), 10_000, 'webasm')).toBeGreaterThan(20);
  expect(stepsPerCall(plan(784, 128, 64), 10_000, 'webgl2')).toBeLessThan(5);
  expect(stepsPerCall(plan(784, 2048, 256), 10_000, 'webasm')).toBe(1);
});

it('calls of an epoch are equally full', () => {
  expect(stepsPerCall(plan(2, 8, 16), 51, 'webasm')).toBe(26);
  expect(stepsPerCall(plan(2, 8, 16), 7, 'webasm')).toBe(7);
});
