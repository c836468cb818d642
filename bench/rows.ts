import { Random } from '../core/random.ts';
import type { Task } from './contest.ts';

/** Random rows that a network can learn to tell apart: a cloud around a centre for each class. */
export interface Rows {
  readonly count: number;
  /** `[count, features]`. */
  readonly x: Float32Array;
  /** `[count]` class indices. */
  readonly classes: Float32Array;
}

/** The length of a typical row where there are many features, so that the same learning rate suits all nets. */
const LENGTH = 6;
/** How wide a cloud is, as a share of the distance of its centre from the origin. */
const SPREAD = 0.5;

/** The same rows for every system. */
export function makeRows({ widths, batch, steps }: Task): Rows {
  const [features, outputs] = [widths[0] as number, widths[widths.length - 1] as number];
  const count = batch * steps;
  const scale = Math.min(1, LENGTH / Math.sqrt(features));
  const random = new Random(1, 'bench', features, outputs);
  const centres = Float32Array.from({ length: outputs * features }, () => random.normal());
  const x = new Float32Array(count * features);
  const classes = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const which = random.integer(outputs);
    classes[row] = which;
    for (let feature = 0; feature < features; feature++) {
      const centre = centres[which * features + feature] as number;
      x[row * features + feature] = scale * (centre + random.normal(0, SPREAD));
    }
  }
  return { count, x, classes };
}
