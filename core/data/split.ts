import { ProblemError, problem } from '../problem.ts';
import { Random } from '../random.ts';
import type { Part } from './dataset.ts';
import type { Split } from './settings.ts';

/**
 * Which rows belong to which part: drawn by the seed, each part in the data's own order.
 *
 * @param own parts that have a source of their own: their share goes to train
 */
export function splitRows(rows: number, split: Split, own: ReadonlySet<Part>): Record<Part, Uint32Array> {
  const sum = split.train + split.valid + split.test;
  if (Math.abs(sum - 1) > 1e-6) throw new ProblemError(problem('badShares', { sum: Number(sum.toPrecision(6)) }));
  const order = new Random(split.seed, 'split').permutation(rows);
  const count = (part: 'valid' | 'test') => (own.has(part) ? 0 : Math.round(rows * split[part]));
  const test = Math.min(count('test'), rows);
  const valid = Math.min(count('valid'), rows - test);
  return {
    train: order.slice(0, rows - valid - test).sort(),
    valid: order.slice(rows - valid - test, rows - test).sort(),
    test: order.slice(rows - test).sort(),
  };
}
