import { describe, expect, it } from 'vitest';
import { columnFormat } from './columnFormat.ts';

const column = (...values: number[]) => values.map(columnFormat(values));

describe('a column of numbers', () => {
  it.each([
    ['aligns at the point', [5.1, 14, -0.25], ['5.10', '14.00', '−0.25']],
    ['keeps whole numbers whole', [0, 16, -3], ['0', '16', '−3']],
    ['gives small ones their digits', [0.001, 0.0234], ['0.00100', '0.02340']],
    ['writes huge ones with a power of ten', [1e9, 2.5], ['1.000e9', '2.500e0']],
    ['writes tiny ones with a power of ten', [1e-7, -2e-6], ['1.000e−7', '−2.000e−6']],
    ['writes out what is not finite', [1.5, Number.NaN, Number.NEGATIVE_INFINITY], ['1.500', 'NaN', '−∞']],
    ['is nothing special where it is empty', [], []],
  ])('%s', (_, values, expected) => {
    expect(column(...values)).toEqual(expected);
  });
});
