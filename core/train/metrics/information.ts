/**
 * The information theory of one prediction (Shannon 1948; Cover and Thomas, Elements of Information Theory, chapter 2).
 * All of it is reckoned in nats and from the logarithms of the probabilities, so that a class a thousand nats away still
 * has its own information, which a probability of 0 could not tell.
 */

/** Bits in a nat: log₂ e. */
export const BITS = Math.LOG2E;

/** log softmax z = z − max − log Σ e^(z − max): the logarithms of the probabilities that logits stand for. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  const most = Array.from(logits).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  // The largest term is e^0 = 1: left out of the sum, what the others add to it is not lost in its rounding.
  let [others, largest] = [0, 0];
  for (let c = 0; c < logits.length; c++) {
    const power = Math.exp((logits[c] as number) - most);
    if (power === 1 && largest === 0) largest = 1;
    else others += power;
  }
  const logSum = Math.log1p(others);
  return Float64Array.from(logits, (z) => z - most - logSum);
}

/** log p, for probabilities that come from no logits: −∞ for a probability of 0. */
export function logProbabilities(probabilities: ArrayLike<number>): Float64Array {
  return Float64Array.from(probabilities, Math.log);
}

/** log p of a row of answers: from its logits where it has some. Null for a network that gives no probabilities. */
export function rowLogs(
  { logits, probabilities }: { readonly logits?: Float32Array; readonly probabilities?: Float32Array },
  row: number,
  classes: number,
): Float64Array | null {
  const cells = (source: Float32Array) => source.subarray(row * classes, (row + 1) * classes);
  if (logits) return logSoftmax(cells(logits));
  return probabilities ? logProbabilities(cells(probabilities)) : null;
}

/** H(p) = −Σ p log p, in nats: how undecided the prediction is, from 0 to log K. 0 log 0 is 0. */
export function entropy(logs: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < logs.length; c++) {
    const log = logs[c] as number;
    if (log !== Number.NEGATIVE_INFINITY) sum -= Math.exp(log) * log;
  }
  return sum;
}

/**
 * H(t, p) = −Σ t log p, in nats. For a target that is one class it is that class's information −log p: how surprised the
 * network is by the truth.
 */
export function crossEntropy(target: ArrayLike<number>, logs: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < target.length; c++) {
    if (target[c] !== 0) sum -= (target[c] as number) * (logs[c] as number);
  }
  return sum;
}

/** D(t ‖ p) = Σ t log (t / p) = H(t, p) − H(t), in nats: what the cross entropy is more than it could be. */
export function divergence(target: ArrayLike<number>, logs: ArrayLike<number>): number {
  return crossEntropy(target, logs) - entropy(logProbabilities(target));
}
