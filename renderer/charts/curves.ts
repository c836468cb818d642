import type { EpochReport } from '../../core/train/run.ts';
import { Smoother } from './smoothing.ts';

export type Metric = 'loss' | 'accuracy';
/** Which rows a curve is about: those learnt from, or those only watched. */
export type CurvePart = 'train' | 'valid';
export const curveParts: readonly CurvePart[] = ['train', 'valid'];

const names = {
  loss: { train: 'loss', valid: 'validLoss' },
  accuracy: { train: 'accuracy', valid: 'validAccuracy' },
} as const satisfies Record<Metric, Record<CurvePart, keyof EpochReport>>;

/** What a report says of a metric, be it finite or not. */
export function reported(report: EpochReport, metric: Metric, part: CurvePart): number | null {
  return report[names[metric][part]];
}

type Values = (number | null)[];

interface Curve {
  /** A value an epoch, the first one that of epoch 1; null is a gap. */
  readonly raw: Values;
  readonly smooth: Values;
}

/** Reports of runs come from files too: an epoch beyond this is not believed. */
const LATEST_START = 1_000_000;

/** The curves of one training, which grow with its reports: what is there already is never gone over again. */
export class RunCurves {
  readonly curves: Readonly<Record<CurvePart, Curve>> = {
    train: { raw: [], smooth: [] },
    valid: { raw: [], smooth: [] },
  };
  readonly #metric: Metric;
  readonly #weight: number;
  #smoothers: Record<CurvePart, Smoother>;
  #seen = 0;
  #last: EpochReport | undefined;
  #epochs = 0;
  #empty = true;

  constructor(metric: Metric, weight = 0) {
    this.#metric = metric;
    this.#weight = weight;
    this.#smoothers = this.#freshSmoothers();
  }

  /** Takes in the reports that are new; starts over where they are those of another training. */
  follow(reports: readonly EpochReport[]): this {
    if (reports.length < this.#seen || reports[this.#seen - 1] !== this.#last) this.#clear();
    // The value of an epoch that was still going on gives way to the final one.
    for (const part of curveParts) {
      this.curves[part].raw.length = Math.min(this.curves[part].raw.length, this.#epochs);
      this.curves[part].smooth.length = Math.min(this.curves[part].smooth.length, this.#epochs);
    }
    for (; this.#seen < reports.length; this.#seen++) this.#push(reports[this.#seen] as EpochReport);
    this.#last = reports[this.#seen - 1];
    return this;
  }

  /** What the epoch that is going on has come to so far; it stands until the next `follow`. */
  anticipate(value: number | null): this {
    this.#note(finite(value));
    this.curves.train.raw[this.#epochs] = finite(value);
    return this;
  }

  /** Whether there is nothing to draw: no epoch yet, or a metric that this training does not have. */
  get empty(): boolean {
    return this.#empty;
  }

  /** The last epoch there is anything to say of. */
  get length(): number {
    return Math.max(this.curves.train.raw.length, this.curves.valid.raw.length);
  }

  #push(report: EpochReport): void {
    if (this.#seen === 0) this.#pad(report.epoch);
    for (const part of curveParts) {
      const value = finite(reported(report, this.#metric, part));
      this.#note(value);
      this.curves[part].raw.push(value);
      this.curves[part].smooth.push(this.#smoothers[part].next(value));
    }
    this.#epochs += 1;
  }

  /** A training that was resumed begins later than with epoch 1. */
  #pad(first: number): void {
    const missing = Number.isInteger(first) && first > 1 && first < LATEST_START ? first - 1 : 0;
    for (const part of curveParts) {
      this.curves[part].raw.push(...new Array<null>(missing).fill(null));
      this.curves[part].smooth.push(...new Array<null>(missing).fill(null));
    }
    this.#epochs = missing;
  }

  #clear(): void {
    for (const part of curveParts) {
      this.curves[part].raw.length = 0;
      this.curves[part].smooth.length = 0;
    }
    this.#smoothers = this.#freshSmoothers();
    this.#seen = 0;
    this.#epochs = 0;
    this.#empty = true;
    this.#last = undefined;
  }

  #note(value: number | null): void {
    if (value !== null) this.#empty = false;
  }

  #freshSmoothers(): Record<CurvePart, Smoother> {
    return { train: new Smoother(this.#weight), valid: new Smoother(this.#weight) };
  }
}

/** A number that can be drawn, or null: a curve has a gap where it ran off to infinity. */
export function finite(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}

/** On a log axis what is not above zero cannot be drawn. */
export function positive(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value) => (value !== null && value > 0 ? value : null));
}

/** `1, 2, … count`. */
export function epochsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
