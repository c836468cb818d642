import { Declined } from '../shaders/plan.ts';
import { rowsOf, type Sizes } from '../shaders/storage.ts';

/** Numbers of a texel, and rows that a draw call writes at once: WebGL 2 draws into four layers everywhere. */
const FOUR = 4;

/** What a texture may measure here. */
export interface TextureLimits {
  readonly size: number;
  readonly layers: number;
}

/**
 * How an array lies in a texture with layers. A texel holds four neighbours of a row, and row r lies in layer r mod 4, so
 * that a draw call into four layers computes blocks of four by four cells. What is longer than a texture goes on beside
 * it: a single row on the next line, rows in the next four layers.
 */
export interface Layout {
  readonly sizes: Sizes;
  readonly width: number;
  readonly height: number;
  readonly layers: number;
  /** Texels of a line, a power of two, where a single row takes several. */
  readonly lineLength: number | null;
  /** Lines of four layers, a power of two, where rows take more layers. */
  readonly sheetHeight: number | null;
}

export function layoutOf(sizes: Sizes, limits: TextureLimits): Layout {
  const rows = rowsOf(sizes);
  const texels = Math.ceil(sizes[0] / FOUR);
  const lines = Math.ceil(rows / FOUR);
  const fold = limits.size >= 2048 ? 2048 : 2 ** Math.floor(Math.log2(limits.size));
  let layout: Layout = {
    sizes,
    width: texels,
    height: lines,
    layers: Math.min(FOUR, rows),
    lineLength: null,
    sheetHeight: null,
  };
  if (rows === 1 && texels > limits.size) {
    layout = { ...layout, width: fold, height: Math.ceil(texels / fold), lineLength: fold };
  }
  if (lines > limits.size) {
    layout = { ...layout, height: fold, layers: FOUR * Math.ceil(lines / fold), sheetHeight: fold };
  }
  const { width, height, layers } = layout;
  if (width > limits.size || height > limits.size || layers > limits.layers) {
    throw new Declined(`an array of ${sizes.join(' x ')} is too large for a texture`);
  }
  return layout;
}

/** Floats that a texture of the layout holds. */
export function lengthOf({ width, height, layers }: Layout): number {
  return width * height * layers * FOUR;
}

/** The places of the array's rows: where each starts in the array and in the texture. */
function eachRow({ sizes, width, height, sheetHeight }: Layout, visit: (from: number, at: number) => void): void {
  const rows = rowsOf(sizes);
  const sheet = sheetHeight ?? height;
  for (let row = 0; row < rows; row++) {
    const line = Math.floor(row / FOUR);
    const layer = FOUR * Math.floor(line / sheet) + (row % FOUR);
    visit(row * sizes[0], (layer * height + (line % sheet)) * width * FOUR);
  }
}

/** An array's numbers as its texture holds them. */
export function pack(layout: Layout, data: Float32Array, into: Float32Array): void {
  const length = layout.sizes[0];
  eachRow(layout, (from, at) => into.set(data.subarray(from, from + length), at));
}

/** The reverse of `pack`. */
export function unpack(layout: Layout, texels: Float32Array): Float32Array {
  const length = layout.sizes[0];
  const data = new Float32Array(length * rowsOf(layout.sizes));
  eachRow(layout, (from, at) => data.set(texels.subarray(at, at + length), from));
  return data;
}
