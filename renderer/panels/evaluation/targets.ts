import { argmax } from '../../../core/tensor.ts';
import type { PredictionRow } from '../../engine/api.ts';

/** The true class of a row, of soft targets the most probable one; null for numbers. */
export function truthOf({ target, predicted }: PredictionRow): number | null {
  if (target === null || predicted === null) return null;
  return target.length === 1 ? (target[0] as number) : argmax(target);
}

/** A row's target as probabilities: all on the true class, or the soft target itself. */
export function targetOf({ target }: PredictionRow, classes: number): number[] {
  if (target && target.length > 1) return [...target];
  return Array.from({ length: classes }, (_, index) => (index === target?.[0] ? 1 : 0));
}
