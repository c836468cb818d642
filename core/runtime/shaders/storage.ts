import type { Place } from './place.ts';

/** An array's sizes along x, y and z. */
export type Sizes = readonly [width: number, height: number, depth: number];

/** Sizes as GPU.js gives them, filled up with ones. */
export function sizesOf([width = 1, height = 1, depth = 1]: readonly number[]): Sizes {
  return [width, height, depth];
}

/** The rows of all layers, one after the other. */
export function rowsOf([, height, depth]: Sizes): number {
  return height * depth;
}

/** An array that a program reads. */
export interface ReadArray {
  /** Its name in the program. */
  readonly name: string;
  readonly sizes: Sizes;
}

/** Keeps a load that is needed more than once, and says how it is spelt from there on. */
export type Keep = (type: 'float' | 'vec4', load: string, isFixed: boolean, from: readonly Place[]) => string;

/** How arrays lie in a backend's memory, as far as reading one number is concerned. */
export interface Storage {
  /** The text of a number; `row` counts the rows of all layers. */
  read(array: ReadArray, row: Place, column: Place, keep: Keep): string;
}

export const channels = ['x', 'y', 'z', 'w'] as const;

/** A number of four that were loaded together. */
export function channelOf(four: string, channel: number | string): string {
  return typeof channel === 'number' ? `${four}.${channels[channel]}` : `${four}[${channel}]`;
}
