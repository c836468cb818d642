import type { Dataset, Targets } from '../data/dataset.ts';
import { rowCount } from '../data/dataset.ts';
import type { Network } from '../graph/validate.ts';
import type { RunSettings } from '../runtime/backend.ts';
import type { Tensor } from '../tensor.ts';
import { Evaluator } from './evaluate.ts';
import { initialState, TapeRecorder } from './tape.ts';
import { toKernelLayout, type Weights } from './weights.ts';

/** One weight's gradient beside what finite differences say. */
export interface GradientCheck {
  readonly weight: string;
  /** The place within the weight, row-major in the layout of weights files. */
  readonly index: number;
  readonly analytic: number;
  readonly numeric: number;
  /** |analytic − numeric| / max(|analytic|, |numeric|, floor). */
  readonly relativeError: number;
  readonly floor: number;
  /** Whether a kink of ReLU lies between the two points that the difference is taken of. */
  readonly kink: boolean;
}

export interface GradientCheckOptions {
  /** How many places of each weight are looked at; spread evenly. */
  readonly perWeight: number;
}

/** Steps of the central difference, as a share of the weight's size; the best of them counts. */
const STEPS = [1e-2, 3e-3, 1e-3];
/** Gradients below this are compared as if they were this large: in float32 a smaller one is lost in the loss's digits. */
const FLOOR = 1e-3;

/**
 * Compares gradients with central differences (L(w + h) − L(w − h)) / 2h of the loss. The engine computes in 32 bits, so
 * that the difference itself has an error of about ε·L/h; several h are tried and the closest is kept.
 *
 * @yields one result a place, so that long checks can show how far they are
 */
export async function* checkGradients(
  network: Network,
  weights: Weights,
  batch: Dataset,
  run: RunSettings,
  { perWeight }: GradientCheckOptions,
): AsyncGenerator<GradientCheck> {
  const settings = {
    optimizer: { type: 'sgd', learningRate: 0, momentum: 0, nesterov: false, weightDecay: 0 } as const,
  };
  const recorder = new TapeRecorder(network, settings, rowCount(batch), batch.target as Targets, run);
  const evaluator = new Evaluator(network, run);
  try {
    const moment = { weights, state: initialState(network, settings), step: 1, learningRate: 0 };
    const tape = await recorder.record(batch, moment);
    for (const [name, gradient] of tape.weightGradients) {
      for (const index of spread(gradient.data.length, perWeight)) {
        yield await checkPlace(evaluator, batch, weights, { name, index, analytic: gradient.data[index] as number });
      }
    }
  } finally {
    await Promise.all([recorder.destroy(), evaluator.destroy()]);
  }
}

/** Up to `count` of the numbers 0 … length-1, evenly apart. */
function spread(length: number, count: number): number[] {
  const picked = Math.min(length, count);
  return Array.from({ length: picked }, (_, index) => Math.floor((index * length) / picked));
}

async function checkPlace(
  evaluator: Evaluator,
  batch: Dataset,
  weights: Weights,
  { name, index, analytic }: { name: string; index: number; analytic: number },
): Promise<GradientCheck> {
  const weight = (weights.get(name) as Tensor).data[index] as number;
  const lossAt = async (value: number) => {
    const original = weights.get(name) as Tensor;
    const data = original.data.slice();
    data[index] = value;
    const moved = new Map(weights).set(name, { shape: original.shape, data });
    return (await evaluator.evaluate(batch, toKernelLayout(moved))).loss;
  };
  const center = await lossAt(weight);
  let best = { numeric: Number.NaN, relativeError: Number.POSITIVE_INFINITY, kink: false };
  for (const step of STEPS) {
    const size = step * Math.max(1, Math.abs(weight));
    // The points as float32 has them; their true distance is what the difference is divided by.
    const [above, below] = [Math.fround(weight + size), Math.fround(weight - size)];
    const [high, low] = [await lossAt(above), await lossAt(below)];
    const numeric = (high - low) / (above - below);
    const relativeError = Math.abs(analytic - numeric) / Math.max(Math.abs(analytic), Math.abs(numeric), FLOOR);
    const [right, left] = [(high - center) / (above - weight), (center - low) / (weight - below)];
    // Smooth losses have one-sided slopes that agree to first order; a kink between the points keeps them apart.
    const kink = Math.abs(right - left) > 0.1 * Math.max(Math.abs(right), Math.abs(left), FLOOR);
    if (relativeError < best.relativeError) best = { numeric, relativeError, kink };
  }
  return { weight: name, index, analytic, floor: FLOOR, ...best };
}
