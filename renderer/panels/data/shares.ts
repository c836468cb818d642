import type { Part } from '../../../core/data/dataset.ts';
import type { Split } from '../../../core/data/settings.ts';

/** The parts' shares in per cent, to a tenth; those of a sound split add up to 100. */
export type Shares = Readonly<Record<Part, number>>;

export function sharesOf({ train, valid, test }: Split): Shares {
  return { train: tenth(train * 100), valid: tenth(valid * 100), test: tenth(test * 100) };
}

export function splitOf({ valid, test }: Shares, seed: number): Split {
  const share = (percent: number) => positiveZero(Number((percent / 100).toFixed(4)));
  // What the tenths leave over is learnt from, so that the three always add up.
  return { train: share(100 - valid - test), valid: share(valid), test: share(test), seed };
}

/**
 * All three shares after one was set: what validation or test gain is taken from training first, then from each other;
 * what training gains is taken from both, in the proportion they have.
 */
export function linkShares({ valid, test }: Shares, part: Part, wanted: number): Shares {
  const value = tenth(Math.min(100, Math.max(0, wanted)));
  const rest = tenth(100 - value);
  if (part === 'train') {
    const both = valid + test;
    const share = both > 0 ? Math.round((rest * valid) / both) : Math.floor(rest / 2);
    const kept = Math.min(rest, share);
    return { train: value, valid: kept, test: tenth(rest - kept) };
  }
  const other = Math.min(part === 'valid' ? test : valid, rest);
  const train = tenth(rest - other);
  return part === 'valid' ? { train, valid: value, test: other } : { train, valid: other, test: value };
}

function tenth(percent: number): number {
  return positiveZero(Math.round(percent * 10) / 10);
}

/** What is left may be a hair below zero, which rounds to −0. */
function positiveZero(value: number): number {
  return value + 0;
}
