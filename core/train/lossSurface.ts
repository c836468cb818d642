import type { Dataset } from '../data/dataset.ts';
import type { Network } from '../graph/validate.ts';
import { Random } from '../random.ts';
import type { RunSettings } from '../runtime/backend.ts';
import type { Arrays } from '../runtime/device.ts';
import { Evaluator } from './evaluate.ts';

/** Two directions in the space of all weights, each an array a weight, in the kernels' layout. */
export interface Plane {
  readonly a: Arrays;
  readonly b: Arrays;
}

/** One weight's place, row-major in the kernels' layout: a direction along which only it changes. */
export interface WeightAxis {
  readonly weight: string;
  readonly index: number;
}

/**
 * Two random directions, each scaled weight by weight to the size of the weight itself, so that a step of 1 means the same
 * for every layer (filter normalisation; Li et al. 2018, "Visualizing the Loss Landscape of Neural Nets").
 */
export function randomPlane(weights: Arrays, seed: number): Plane {
  return { a: randomDirection(weights, seed, 'a'), b: randomDirection(weights, seed, 'b') };
}

function randomDirection(weights: Arrays, seed: number, axis: string): Arrays {
  return mapArrays(weights, (name, values) => {
    const random = new Random(seed, 'direction', axis, name);
    const drawn = values.map(() => random.normal());
    const size = norm(drawn);
    const scale = size > 0 ? Math.max(norm(values), 1e-3) / size : 0;
    return drawn.map((value) => value * scale);
  });
}

/** The plane of two single weights. */
export function weightPlane(weights: Arrays, a: WeightAxis, b: WeightAxis): Plane {
  const along = ({ weight, index }: WeightAxis) =>
    mapArrays(weights, (name, values) => values.map((_, at) => (name === weight && at === index ? 1 : 0)));
  return { a: along(a), b: along(b) };
}

/**
 * The plane in which a descent moved most: from its first to its last point, and what of its middle point lies across
 * that. Null where it did not move, or moved along a line.
 */
export function descentPlane(path: readonly Arrays[]): Plane | null {
  const [first, last] = [path[0], path[path.length - 1]];
  const middle = path[Math.floor(path.length / 2)];
  if (!first || !last || !middle) return null;
  const a = combine(first, -1, last, 1);
  const across = combine(first, -1, middle, 1);
  const length = dot(a, a);
  if (length === 0) return null;
  const b = combine(across, 1, a, -dot(across, a) / length);
  const width = dot(b, b);
  if (width < 1e-10 * length) return null;
  return { a, b: mapArrays(b, (_, values) => values.map((value) => value * Math.sqrt(length / width))) };
}

export interface Surface {
  readonly size: number;
  /** How far the grid goes along each direction, both ways. */
  readonly range: number;
  /** `size × size` losses, b growing upwards: row 0 is b = range. */
  readonly losses: Float32Array;
}

/**
 * The loss on a grid around `center`, row by row so that a page can show how far it is.
 *
 * @yields the number of rows done
 */
export async function* lossSurface(
  network: Network,
  center: Arrays,
  { a, b }: Plane,
  batch: Dataset,
  grid: { readonly size: number; readonly range: number },
  run: RunSettings,
): AsyncGenerator<number, Surface> {
  const { size, range } = grid;
  const evaluator = new Evaluator(network, run);
  const losses = new Float32Array(size * size);
  const place = (index: number) => (index / (size - 1)) * 2 * range - range;
  try {
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const moved = combine(combine(center, 1, a, place(column)), 1, b, -place(row));
        losses[row * size + column] = (await evaluator.evaluate(batch, moved)).loss;
      }
      yield row + 1;
    }
  } finally {
    await evaluator.destroy();
  }
  return { size, range, losses };
}

/** Where points of weight space fall on a plane through `center`: their coordinates along both directions. */
export function project(points: readonly Arrays[], center: Arrays, { a, b }: Plane): { a: number; b: number }[] {
  const [aa, ab, bb] = [dot(a, a), dot(a, b), dot(b, b)];
  const determinant = aa * bb - ab * ab;
  return points.map((point) => {
    const away = combine(center, -1, point, 1);
    const [pa, pb] = [dot(away, a), dot(away, b)];
    if (determinant === 0) return { a: 0, b: 0 };
    return { a: (pa * bb - pb * ab) / determinant, b: (pb * aa - pa * ab) / determinant };
  });
}

function mapArrays(arrays: Arrays, change: (name: string, values: Float32Array) => Float32Array): Arrays {
  return Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, change(name, values)]));
}

function combine(a: Arrays, timesA: number, b: Arrays, timesB: number): Arrays {
  return mapArrays(a, (name, values) => {
    const others = b[name] as Float32Array;
    return values.map((value, index) => timesA * value + timesB * (others[index] as number));
  });
}

function dot(a: Arrays, b: Arrays): number {
  let sum = 0;
  for (const [name, values] of Object.entries(a)) {
    const others = b[name] as Float32Array;
    for (let index = 0; index < values.length; index++) sum += (values[index] as number) * (others[index] as number);
  }
  return sum;
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
