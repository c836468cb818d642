import { expect, test } from 'vitest';
import { Smoother } from './smoothing.ts';

const run = (weight: number, values: readonly (number | null)[]) => {
  const smoother = new Smoother(weight);
  return values.map((value) => smoother.next(value));
};

test('a weight of zero changes nothing', () => {
  expect(run(0, [3, 1, 4])).toEqual([3, 1, 4]);
});

test('the first value is not drawn towards zero', () => {
  expect(run(0.9, [5])[0]).toBeCloseTo(5, 12);
  for (const value of run(0.99, [2, 2, 2, 2])) expect(value).toBeCloseTo(2, 12);
});

test('recent values count more than old ones', () => {
  const [, second] = run(0.5, [0, 1]);
  // (0.25 · 0 + 0.5 · 1) / 0.75
  expect(second).toBeCloseTo(2 / 3, 12);
});

test('what is not finite leaves a gap and does not spoil what follows', () => {
  const [first, gap, nan, next] = run(0.5, [1, null, Number.NaN, 1]);
  expect([gap, nan]).toEqual([null, null]);
  expect(first).toBeCloseTo(1, 12);
  expect(next).toBeCloseTo(1, 12);
});
