/** The rows whose confidence, the probability of the class that was predicted, lies in an interval. */
export interface ReliabilityBin {
  /** The interval is `(low, high]`; the first one holds its low end too. */
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  /** The mean confidence of its rows; null where there are none. */
  readonly confidence: number | null;
  /** The share of its rows that are right; null where there are none. */
  readonly accuracy: number | null;
}

export const RELIABILITY_BINS = 10;

/**
 * The reliability diagram: of the rows that the network is 70 to 80 % sure of, are 70 to 80 % right? Ten bins of equal
 * width, as in Guo et al., On Calibration of Modern Neural Networks (ICML 2017), section 2.
 *
 * @param confidence `[N]` probabilities of the predicted classes; those that are no number are in no bin
 * @param right `[N]` 1 where the prediction is right, else 0
 */
export function reliability(confidence: ArrayLike<number>, right: ArrayLike<number>): ReliabilityBin[] {
  const bins = Array.from({ length: RELIABILITY_BINS }, () => ({ rows: 0, confidence: 0, right: 0 }));
  for (let row = 0; row < confidence.length; row++) {
    const sure = confidence[row] as number;
    const bin = bins.find((_, index) => sure <= (index + 1) / RELIABILITY_BINS);
    if (!bin) continue;
    bin.rows += 1;
    bin.confidence += sure;
    bin.right += right[row] as number;
  }
  return bins.map(({ rows, confidence: sum, right: hits }, index) => ({
    low: index / RELIABILITY_BINS,
    high: (index + 1) / RELIABILITY_BINS,
    rows,
    confidence: rows === 0 ? null : sum / rows,
    accuracy: rows === 0 ? null : hits / rows,
  }));
}

/** Σ |accuracy − confidence| over the bins, each weighed by its share of the rows (Guo et al., equation 3). */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const gaps = bins.map((bin) => bin.rows * Math.abs((bin.accuracy ?? 0) - (bin.confidence ?? 0)));
  return rows === 0 ? Number.NaN : gaps.reduce((sum, gap) => sum + gap, 0) / rows;
}

/** Σ (p − t)² over the classes of one row; its mean over the rows is the Brier score (Brier 1950), from 0 to 2. */
export function brier(probabilities: ArrayLike<number>, target: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < target.length; c++) sum += ((probabilities[c] as number) - (target[c] as number)) ** 2;
  return sum;
}
