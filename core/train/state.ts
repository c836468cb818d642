import type { UpdateSettings } from '../compile/compile.ts';
import type { Network } from '../graph/validate.ts';
import type { Arrays } from '../runtime/device.ts';
import { initialState } from './tape.ts';
import { initialWeights, toKernelLayout, type Weights } from './weights.ts';

/** All that changes while a network trains. A run that goes on from it continues as if it had never stopped. */
export interface TrainingState {
  /** By `block.weight`, in the kernels' layout. */
  readonly weights: Arrays;
  /** By `block.weight.state`, in the kernels' layout. */
  readonly optimizer: Arrays;
  /** Whole epochs done. */
  readonly epoch: number;
  /** Optimizer steps done. */
  readonly step: number;
  /** What the running epoch has gathered so far. */
  readonly inEpoch: EpochSoFar;
  /** The weights after the epoch with the lowest validation loss, or training loss where there is no validation part. */
  readonly best: { readonly epoch: number; readonly loss: number; readonly weights: Arrays } | null;
  /** Epochs since then. */
  readonly stale: number;
}

export interface EpochSoFar {
  /** Where it is: a step from here on may take batches of another size than those before. */
  readonly rows: number;
  /** The sum of the rows' losses, and of the rows that were right. */
  readonly lossSum: number;
  readonly hits: number;
  readonly seconds: number;
}

/** What an epoch that has not begun has gathered. */
export const nothingYet: EpochSoFar = { rows: 0, lossSum: 0, hits: 0, seconds: 0 };

export function startingState(
  network: Network,
  settings: UpdateSettings & { readonly seed: number },
  weights: Weights = initialWeights(network, settings.seed),
): TrainingState {
  return {
    weights: toKernelLayout(weights),
    optimizer: initialState(network, settings),
    epoch: 0,
    step: 0,
    inEpoch: nothingYet,
    best: null,
    stale: 0,
  };
}
