import type { Text } from '../../blocks/params.ts';
import type { Random } from '../../random.ts';

/** Rows that a generator drew, in random order. */
export interface Generated {
  /** `[N * F]`, row-major. */
  readonly x: Float32Array;
  /** `[N]`: class indices, or the values to be predicted. */
  readonly target: Float32Array;
}

/** A data set that is drawn instead of read. */
export interface Generator {
  readonly name: string;
  readonly title: Text;
  readonly task: 'classification' | 'regression';
  /** Numbers per row. */
  readonly features: number;
  readonly featureNames: readonly string[];
  /** The names of the classes in index order; null in regression. */
  readonly classes: readonly string[] | null;
  readonly defaultSamples: number;
  /** The most noise that leaves something to learn; the least is 0. */
  readonly maxNoise: number;
  /**
   * Draws `samples` rows. All chance comes from `random`, and how much is drawn does not depend on `noise`: the same
   * stream gives the same rows in the same order, and more noise only moves them or their targets.
   *
   * @param noise from 0 to `maxNoise`; what it scales is each generator's own
   */
  generate(samples: number, noise: number, random: Random): Generated;
}

/** One row before the shuffle. */
export interface Sample {
  readonly x: ArrayLike<number>;
  readonly target: number;
}

/** A generator as its file writes it down: the rest follows. */
export interface GeneratorSpec extends Omit<Generator, 'features' | 'generate'> {
  /** The rows in the generator's own order, exactly `samples` of them. */
  draw(samples: number, noise: number, random: Random): Iterable<Sample>;
}

/** What the two-class sets on the plane share; sizes and noise are TensorFlow Playground's. */
export const twoClasses = {
  task: 'classification',
  featureNames: ['x1', 'x2'],
  classes: ['0', '1'],
  defaultSamples: 500,
  maxNoise: 0.5,
} as const;

/** What the sets share that give each point of the plane a height; sizes and noise are TensorFlow Playground's. */
export const surface = {
  task: 'regression',
  featureNames: ['x1', 'x2'],
  classes: null,
  defaultSamples: 1200,
  maxNoise: 0.5,
} as const;

/** The generator of a spec: collects what it draws, then shuffles the rows. */
export function generator({ draw, ...facts }: GeneratorSpec): Generator {
  const features = facts.featureNames.length;
  return {
    ...facts,
    features,
    generate(samples, noise, random) {
      const drawn = [...draw(samples, noise, random)];
      if (drawn.length !== samples) throw new Error(`${facts.name} drew ${drawn.length} rows, not ${samples}`);
      const order = random.permutation(samples);
      const x = new Float32Array(samples * features);
      const target = new Float32Array(samples);
      for (const [row, sample] of drawn.entries()) {
        const place = order[row] as number;
        x.set(sample.x, place * features);
        target[place] = sample.target;
      }
      return { x, target };
    },
  };
}

/**
 * Playground's noise on labels: where the label of a point is looked up, off by at most `reach * noise` on each axis.
 * The point itself stays, so that near a border labels turn wrong.
 */
export function nudged(x: number, y: number, reach: number, noise: number, random: Random): readonly [number, number] {
  return [x + random.uniform(-reach, reach) * noise, y + random.uniform(-reach, reach) * noise];
}
