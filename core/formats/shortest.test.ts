import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortest } from './shortest.ts';

describe('the shortest decimals', () => {
  it('are those that were typed', () => {
    expect([0.1, 6, -2.5, 1e-7, 123456.78, 1e-40, 1e-45].map((value) => shortest(Math.fround(value)))).toEqual([
      '0.1',
      '6',
      '-2.5',
      '1e-7',
      '123456.78',
      '1e-40',
      '1e-45',
    ]);
  });

  it('have no digit more than they need', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const digits = shortest(value)
          .replace(/e.*|[-.]/g, '')
          .replace(/^0+|0+$/g, '').length;
        for (let fewer = 1; fewer < digits; fewer++) {
          expect(Math.fround(Number(value.toPrecision(fewer)))).not.toBe(value);
        }
      }),
    );
  });

  it('give the number back, whatever it is', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(shortest(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});
