import type { TargetKind } from '../blocks/block.ts';
import type { DataFacts } from '../graph/validate.ts';
import { type Tensor, takeRows } from '../tensor.ts';

/** What is true of each row of a data set. */
export interface Targets {
  readonly kind: TargetKind;
  /** `[N, 1]` class indices, or `[N, K]` rows of probabilities or of real values. */
  readonly values: Tensor;
  /** The names of the classes in index order; null for bare indices and for real values. */
  readonly classes: readonly string[] | null;
}

/** Rows of features and their targets. */
export interface Dataset {
  /** `[N, F]`. */
  readonly x: Tensor;
  readonly target: Targets | null;
}

/** The parts of a data set: what is learnt from, what is watched meanwhile, what is asked at the end. */
export type Part = 'train' | 'valid' | 'test';
export const parts: readonly Part[] = ['train', 'valid', 'test'];

export function rowCount(data: Dataset): number {
  return data.x.shape[0] as number;
}

export function pickRows(data: Dataset, rows: ArrayLike<number>): Dataset {
  const { x, target } = data;
  return { x: takeRows(x, rows), target: target && { ...target, values: takeRows(target.values, rows) } };
}

/** Columns of a target row; 1 for class indices. */
export function targetColumns({ values }: Targets): number {
  return values.shape[1] as number;
}

/** What a network must know of the data. */
export function factsOf(data: Dataset): DataFacts {
  const { x, target } = data;
  const width = target?.kind === 'classes' ? (target.classes?.length ?? null) : target && targetColumns(target);
  return { features: x.shape[1] as number, target: target && { kind: target.kind, width } };
}
