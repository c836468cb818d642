import { crossEntropy, entropy, logProbabilities } from './information.ts';

/** What one class of a prediction contributes; amounts in nats. */
export interface ClassInformation {
  readonly probability: number;
  /** −log p: what it would tell the network that this is the true class. */
  readonly information: number;
  /** t: the target's share of the class. */
  readonly target: number;
}

/** One prediction p, and the target t it is held against, class by class; amounts in nats. */
export interface RowInformation {
  readonly classes: readonly ClassInformation[];
  /** H(p). */
  readonly entropy: number;
  /** H(t, p). */
  readonly crossEntropy: number;
  /** H(t): 0 for a target that is one class. */
  readonly targetEntropy: number;
  /** D(t ‖ p) = H(t, p) − H(t). */
  readonly divergence: number;
}

/**
 * @param logs log p of every class
 * @param target as probabilities
 */
export function rowInformation(logs: ArrayLike<number>, target: ArrayLike<number>): RowInformation {
  const [cross, own] = [crossEntropy(target, logs), entropy(logProbabilities(target))];
  return {
    classes: Array.from(logs, (log, index) => ({
      probability: Math.exp(log),
      information: -log,
      target: target[index] ?? 0,
    })),
    entropy: entropy(logs),
    crossEntropy: cross,
    targetEntropy: own,
    divergence: cross - own,
  };
}
