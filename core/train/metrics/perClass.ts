/** How well each class is recognised: what scikit-learn's `classification_report` says. */
export interface ClassScore {
  /** The share of what was taken for the class that really is: TP / (TP + FP). */
  readonly precision: number;
  /** The share of the class's rows that were recognised: TP / (TP + FN). */
  readonly recall: number;
  /** The harmonic mean of the two: 2 TP / (2 TP + FP + FN). */
  readonly f1: number;
  /** Rows of the class. */
  readonly support: number;
  /** Rows that were taken for it. */
  readonly predicted: number;
}

export type ClassAverage = Pick<ClassScore, 'precision' | 'recall' | 'f1'>;

export interface ClassReport {
  readonly classes: readonly ClassScore[];
  /** Every class counts alike. */
  readonly macro: ClassAverage;
  /** A class counts as much as it has rows. */
  readonly weighted: ClassAverage;
}

/**
 * Reads a confusion matrix: rows are the true classes, columns the predicted ones. 0 / 0 is 0, as with scikit-learn's
 * `zero_division=0`: a class that nothing was taken for has precision 0, one without rows has recall 0. The averages are
 * over the classes that occur, as true or as predicted ones, as scikit-learn's are.
 */
export function classReport(confusion: readonly (readonly number[])[]): ClassReport {
  const classes = confusion.map((line, index) => {
    const support = sum(line);
    const predicted = sum(confusion.map((other) => other[index] ?? 0));
    const right = line[index] ?? 0;
    return {
      precision: ratio(right, predicted),
      recall: ratio(right, support),
      f1: ratio(2 * right, support + predicted),
      support,
      predicted,
    };
  });
  const seen = classes.filter(({ support, predicted }) => support + predicted > 0);
  return { classes, macro: average(seen, () => 1), weighted: average(seen, ({ support }) => support) };
}

function average(classes: readonly ClassScore[], weight: (score: ClassScore) => number): ClassAverage {
  const total = sum(classes.map(weight));
  const mean = (figure: keyof ClassAverage) => ratio(sum(classes.map((score) => weight(score) * score[figure])), total);
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
