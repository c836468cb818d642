import { describe, expect, it } from 'vitest';
import { elementCount } from './array.ts';

describe('elementCount', () => {
  it.each([
    [[], 1],
    [[2, 3], 6],
    [[5, 0], 0],
    [[2 ** 29], 2 ** 29],
  ])('counts %j', (shape, count) => {
    expect(elementCount(shape)).toBe(count);
  });

  it.each([[[-1]], [[1.5]], [['2']], [[null]], [[2 ** 53]], [[2 ** 27, 2 ** 27]], [[2 ** 29 + 1]]])(
    'refuses %j',
    (shape) => {
      expect(elementCount(shape)).toBeNull();
    },
  );
});
