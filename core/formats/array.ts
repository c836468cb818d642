import type { Tensor } from '../tensor.ts';

/** An array as a file holds it: its numbers, and whether they may be class indices. */
export interface NumericArray {
  readonly tensor: Tensor;
  /** Whether the file stored whole numbers (any integer type, or booleans as 0 and 1). */
  readonly integers: boolean;
}

/** 2 GB: no file is unpacked to more, and no tensor is made that takes more. A page could not hold it. */
export const MAX_BYTES = 2 * 1024 ** 3;

/**
 * The number of elements of a shape that a file claims; null where an extent is no whole number from 0, or where a
 * tensor of that shape is too large. Nothing may be allocated for a shape before this number was held against the size
 * of the file.
 */
export function elementCount(shape: readonly unknown[]): number | null {
  let count = 1;
  for (const extent of shape) {
    if (typeof extent !== 'number' || !Number.isSafeInteger(extent) || extent < 0) return null;
    count *= extent;
    if (!Number.isSafeInteger(count)) return null;
  }
  return count * Float32Array.BYTES_PER_ELEMENT > MAX_BYTES ? null : count;
}
