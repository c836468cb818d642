/** Who takes part, and what is asked of each: the words that the bench and its processes, workers and pages share. */

export type System = 'gradwire' | 'tfjs' | 'brain.js' | 'pytorch';

/** Where a contestant runs: a Node process, or a worker of a page. PyTorch counts as Node's guest. */
export type Place = 'node' | 'chromium';

/** A system on one of its backends. */
export interface Contestant {
  readonly place: Place;
  readonly system: System;
  /** `webasm+fma` for one that may use fused multiply-add, `webasm+wide` for one with blocks for wide vectors. */
  readonly backend: string;
  /** `one`, or as many as there are. */
  readonly threads: 'one' | 'all';
  /** Whether its epochs are cut to `slowSteps` on all nets, or on those with more weights than a number. */
  readonly slow?: boolean | number;
}

/** The work: a net, and how much data an epoch has. */
export interface Task {
  readonly widths: readonly number[];
  readonly batch: number;
  readonly steps: number;
  readonly learningRate: number;
}

/** Train whole epochs: at least so many, for at least so long. */
export interface Goal {
  readonly epochs: number;
  readonly milliseconds: number;
}

/** What the first call brought: how long it took from the data to the result, and the threads that really ran. */
export interface Started {
  readonly compileMs: number;
  readonly threads: number;
}

/** What was trained for a goal. */
export interface Stretch {
  readonly milliseconds: number;
  readonly steps: number;
  /** The mean loss of the first epoch and of the last. */
  readonly losses: readonly [first: number, last: number];
  /** How far memory rose above what it was before the first call, where the process can tell. */
  readonly rssMb: number | null;
}

export type Request =
  | { readonly ask: 'start'; readonly contestant: Contestant; readonly task: Task }
  | { readonly ask: 'train'; readonly goal: Goal };

export type Answer =
  | { readonly is: 'started'; readonly started: Started }
  | { readonly is: 'stretch'; readonly stretch: Stretch }
  /** The backend is not to be had here, or cannot do this; nobody's fault. */
  | { readonly is: 'unavailable'; readonly reason: string }
  | { readonly is: 'error'; readonly message: string };

export class Unavailable extends Error {}

export const nodeContestants: readonly Contestant[] = [
  { place: 'node', system: 'gradwire', backend: 'webasm', threads: 'one' },
  { place: 'node', system: 'gradwire', backend: 'webasm', threads: 'all' },
  { place: 'node', system: 'gradwire', backend: 'webasm+fma', threads: 'one' },
  { place: 'node', system: 'gradwire', backend: 'webasm+wide', threads: 'one' },
  { place: 'node', system: 'gradwire', backend: 'webasm+wide+fma', threads: 'one' },
  { place: 'node', system: 'tfjs', backend: 'wasm', threads: 'one' },
  { place: 'node', system: 'tfjs', backend: 'cpu', threads: 'one', slow: 50_000 },
  { place: 'node', system: 'brain.js', backend: 'cpu', threads: 'one', slow: 50_000 },
];

export const pytorch: Contestant = { place: 'node', system: 'pytorch', backend: 'cpu', threads: 'all' };

export const browserContestants: readonly Contestant[] = [
  { place: 'chromium', system: 'gradwire', backend: 'webasm', threads: 'one' },
  { place: 'chromium', system: 'gradwire', backend: 'webasm', threads: 'all' },
  { place: 'chromium', system: 'gradwire', backend: 'webasm+fma', threads: 'one' },
  { place: 'chromium', system: 'gradwire', backend: 'webasm+wide', threads: 'one' },
  { place: 'chromium', system: 'gradwire', backend: 'webasm+wide+fma', threads: 'one' },
  { place: 'chromium', system: 'tfjs', backend: 'wasm', threads: 'all' },
  { place: 'chromium', system: 'gradwire', backend: 'webgl2', threads: 'one', slow: true },
  { place: 'chromium', system: 'tfjs', backend: 'webgl', threads: 'one', slow: true },
  { place: 'chromium', system: 'gradwire', backend: 'webgpu', threads: 'one', slow: true },
  { place: 'chromium', system: 'tfjs', backend: 'webgpu', threads: 'one', slow: true },
];

/** Weights and biases of a chain of layers. */
export function weightCount(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, width, index) => sum + ((widths[index] as number) + 1) * width, 0);
}
