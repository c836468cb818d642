import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parts } from '../../../core/data/dataset.ts';
import { linkShares, sharesOf, splitOf } from './shares.ts';

const usual = { train: 80, valid: 10, test: 10 };

describe('linked shares', () => {
  it.each([
    ['validation takes from training', 'valid', 20, { train: 70, valid: 20, test: 10 }],
    ['and gives back to it', 'valid', 0, { train: 90, valid: 0, test: 10 }],
    ['test takes from validation when training has nothing left', 'test', 95, { train: 0, valid: 5, test: 95 }],
    ['all of it for one', 'test', 100, { train: 0, valid: 0, test: 100 }],
    ['training takes from both', 'train', 90, { train: 90, valid: 5, test: 5 }],
    ['training gives to both', 'train', 60, { train: 60, valid: 20, test: 20 }],
    ['too much is all', 'train', 300, { train: 100, valid: 0, test: 0 }],
    ['too little is nothing', 'valid', -5, { train: 90, valid: 0, test: 10 }],
  ] as const)('%s', (_, part, value, expected) => {
    expect(linkShares(usual, part, value)).toEqual(expected);
  });

  it('shares out evenly where both had nothing', () => {
    expect(linkShares({ train: 100, valid: 0, test: 0 }, 'train', 80)).toEqual(usual);
  });

  it('add up to 100 after any number of changes, and to 1 in the project', () => {
    const change = fc.tuple(fc.constantFrom(...parts), fc.double({ min: 0, max: 100, noNaN: true }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const shares = changes.reduce((now, [part, value]) => linkShares(now, part, value), usual);
        for (const part of parts) expect(shares[part]).toBeGreaterThanOrEqual(0);
        expect(shares.train + shares.valid + shares.test).toBeCloseTo(100, 9);
        const split = splitOf(shares, 1);
        expect(Math.abs(split.train + split.valid + split.test - 1)).toBeLessThan(1e-9);
        expect(sharesOf(split)).toEqual(shares);
      }),
    );
  });
});
