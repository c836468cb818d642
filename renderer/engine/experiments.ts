import { type Part, pickRows, rowCount } from '../../core/data/dataset.ts';
import { availableBackends } from '../../core/runtime/choose.ts';
import { checkGradients, type GradientCheck } from '../../core/train/gradientCheck.ts';
import {
  descentPlane,
  lossSurface,
  type Plane,
  project,
  randomPlane,
  type Surface,
  type WeightAxis,
  weightPlane,
} from '../../core/train/lossSurface.ts';
import { type Timing, timeEpochs } from '../../core/train/timing.ts';
import type { Model } from './model.ts';

const MOST_ROWS = 128;
const RUN = { backend: 'webasm', threads: false } as const;

/** Told how far a long computation is; says whether to go on. */
export type OnProgress = (done: number, of: number) => boolean | Promise<boolean>;

function sample(model: Model, part: Part, count: number) {
  const data = model.data?.parts[part];
  if (!data?.target || rowCount(data) === 0) return null;
  const rows = Math.min(count, rowCount(data));
  return pickRows(
    data,
    Array.from({ length: rows }, (_, index) => index),
  );
}

/** Compares gradients with finite differences, a few places of every weight. */
export async function checkModel(model: Model, perWeight: number, onProgress: OnProgress): Promise<GradientCheck[]> {
  const batch = sample(model, 'train', 16);
  if (!batch) return [];
  const weights = [...model.weights.values()];
  const total = weights.reduce((sum, { data }) => sum + Math.min(perWeight, data.length), 0);
  const found: GradientCheck[] = [];
  for await (const check of checkGradients(model.network, model.weights, batch, RUN, { perWeight })) {
    found.push(check);
    if (!(await onProgress(found.length, total))) break;
  }
  return found;
}

/** Batch sizes that are timed: as far apart as a logarithmic axis wants them. */
const batchSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** Times an epoch for batch sizes and backends, told one by one until the listener has had enough. */
export async function timeModel(model: Model, onTiming: (timing: Timing) => boolean | Promise<boolean>): Promise<void> {
  const train = model.data?.parts.train;
  if (!train?.target || rowCount(train) === 0) return;
  const backends = await availableBackends();
  for await (const timing of timeEpochs(model.network, train, model.request.training, batchSizes, backends)) {
    if (!(await onTiming(timing))) return;
  }
}

export type PlaneChoice =
  | { readonly kind: 'random'; readonly seed: number }
  | { readonly kind: 'descent' }
  | { readonly kind: 'weights'; readonly a: WeightAxis; readonly b: WeightAxis };

export interface SurfaceReply extends Surface {
  /** The descent so far on the same plane, oldest first. */
  readonly path: readonly { readonly a: number; readonly b: number }[];
}

/** A slice of the loss around the weights as they are, with the way that the training came; null where it was stopped. */
export async function modelSurface(
  model: Model,
  choice: PlaneChoice,
  grid: { size: number; range: number },
  onProgress: OnProgress,
): Promise<SurfaceReply | null> {
  const batch = sample(model, 'train', MOST_ROWS);
  if (!batch) return null;
  const center = model.arrays;
  const path = [...model.trail, center];
  const plane = planeOf(choice, center, path);
  if (!plane) return null;
  const rows = lossSurface(model.network, center, plane, batch, grid, RUN);
  for (;;) {
    const { value, done } = await rows.next();
    if (done) return { ...value, path: project(path, center, plane) };
    if (!(await onProgress(value, grid.size))) {
      await rows.return(undefined as never);
      return null;
    }
  }
}

function planeOf(choice: PlaneChoice, center: Model['arrays'], path: readonly Model['arrays'][]): Plane | null {
  switch (choice.kind) {
    case 'random':
      return randomPlane(center, choice.seed);
    case 'descent':
      return descentPlane(path);
    case 'weights':
      return weightPlane(center, choice.a, choice.b);
  }
}
