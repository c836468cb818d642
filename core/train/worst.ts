import type { RowScores } from './assess.ts';

/** Which rows to look for: the wrongly classified ones, or those of one cell of the confusion matrix. */
export interface Mistakes {
  readonly truth?: number | undefined;
  readonly predicted?: number | undefined;
}

/**
 * The rows that a network is most wrong about, the worst first: of the wrongly classified ones (of real values: of all)
 * those with the largest divergence from the target. A cell on the diagonal has its least certain rows.
 */
export function worstRows({ truth, predicted, badness }: RowScores, of: Mistakes, classifies: boolean): number[] {
  const anyCell = of.truth === undefined && of.predicted === undefined;
  const asked = (row: number) => {
    if (!classifies) return true;
    if (anyCell) return truth[row] !== predicted[row];
    return (
      (of.truth === undefined || truth[row] === of.truth) &&
      (of.predicted === undefined || predicted[row] === of.predicted)
    );
  };
  const rows: number[] = [];
  for (let row = 0; row < badness.length; row++) if (asked(row)) rows.push(row);
  // What is no number is the worst of all.
  const rank = (row: number) => (Number.isNaN(badness[row]) ? Number.POSITIVE_INFINITY : (badness[row] as number));
  return rows.sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)));
}
