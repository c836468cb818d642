import { describe, expect, it } from 'vitest';
import { LANES } from './loads.ts';
import { coverRow } from './spans.ts';

describe.each([1, 2, 4])('blocks of at most %i quads', (widest) => {
  it('cover rows of any width, and compute twice only where a row is no whole number of quads', () => {
    for (let width = widest * LANES; width <= 100; width++) {
      const { step, covered, rest } = coverRow(width, widest);
      const times = new Array<number>(width).fill(0);
      const mark = (from: number, columns: number) => {
        for (let column = from; column < from + columns; column++) times[column] = (times[column] as number) + 1;
      };
      for (let x = 0; x < covered; x += step) mark(x, step);
      for (const { x, quads } of rest) mark(x, quads * LANES);
      expect(times).toHaveLength(width);
      expect(Math.min(...times)).toBe(1);
      if (width % LANES === 0) expect(Math.max(...times)).toBe(1);
      expect(rest.length).toBeLessThanOrEqual(Math.log2(widest) + 1);
    }
  });
});

it('what is left is halved', () => {
  expect(coverRow(62, 4)).toEqual({
    step: 16,
    covered: 48,
    rest: [
      { x: 48, quads: 2 },
      { x: 56, quads: 1 },
      { x: 58, quads: 1 },
    ],
  });
});
