import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortest } from './shortest.ts';

describe('the shortest decimals', () => {
  it('are those that were typed', () => {
    expect([0.1, 6, -2.5, 1e-7, 123456.78].map((value) => shortest(Math.fround(value)))).toEqual([
      '0.1',
      '6',
      '-2.5',
      '1e-7',
      '123456.78',
    ]);
  });

  it('give the number back, whatever it is', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(shortest(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});
