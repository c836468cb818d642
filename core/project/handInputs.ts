/** Rows that a person types in to see what the network makes of them, such as a textbook's example. */
import { shortest } from '../formats/shortest.ts';
import type { Tensor } from '../tensor.ts';

export interface HandInputs {
  /** `[rows, features]`. */
  readonly x: Tensor;
  /** `[rows, 1]` with class indices, or `[rows, outputs]`; null where only the prediction is wanted. */
  readonly target: Tensor | null;
}

/** As project files hold them: a list a row. */
export interface HandRows {
  readonly x: Lines;
  readonly target?: Lines | undefined;
}

type Lines = readonly (readonly number[])[];

export function readHandRows({ x, target }: HandRows): HandInputs {
  return { x: tensorOf(x), target: target ? tensorOf(target) : null };
}

export function writeHandRows({ x, target }: HandInputs): HandRows {
  return { x: linesOf(x).map(rounded), ...(target && { target: linesOf(target).map(rounded) }) };
}

/** The numbers of a matrix by row. */
export function linesOf({ shape, data }: Tensor): number[][] {
  const [rows = 0, columns = 0] = shape;
  return Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns)));
}

/** A matrix of these rows: what they have too much is cut, what they lack is zero. */
export function tensorOf(lines: Lines, columns = lines[0]?.length ?? 0): Tensor {
  const data = new Float32Array(lines.length * columns);
  for (const [row, line] of lines.entries()) data.set(line.slice(0, columns), row * columns);
  return { shape: [lines.length, columns], data };
}

function rounded(line: readonly number[]): number[] {
  return line.map((value) => Number(shortest(value)));
}
