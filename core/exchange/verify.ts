import type { Tensor } from '../tensor.ts';
import { answerOf } from './reference.ts';
import type { ExportModel, Files, Target } from './target.ts';

/** How far a written file is from the network it was made of. */
export interface Verification {
  readonly rows: number;
  readonly difference: number;
}

/** Answers further apart than this, for each unit of the largest of them, are no rounding. */
export const TOLERANCE = 1e-5;

/**
 * Reads what was written back by the format's reader, computes its answers, a network's in plain arithmetic, and holds
 * them against those that the engine gave. Throws a ProblemError where the files cannot be read back.
 *
 * @param x `[N, F]`, rows as the written network takes them
 * @param expected `[N, K]`, what the engine answers to them
 */
export async function verify(
  target: Target,
  files: Files,
  model: ExportModel,
  x: Tensor,
  expected: Tensor,
): Promise<Verification> {
  const read = target.read(files, model);
  const found = typeof read === 'function' ? await read(x) : answerOf(read, x);
  const same = found.shape.join() === expected.shape.join();
  const difference = same ? largestDifference(found.data, expected.data) : Number.POSITIVE_INFINITY;
  return { rows: x.shape[0] as number, difference };
}

/** NaN where either holds one. */
function largestDifference(first: Float32Array, second: Float32Array): number {
  return first.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (second[index] as number))), 0);
}
