import { mix } from '../canvas/paint.ts';
import type { Boundary } from '../engine/api.ts';

type Colour = Parameters<typeof mix>[0];

export interface BoundaryColours {
  readonly paper: Colour;
  /** A colour a class, or for real values the colour of a value. */
  readonly classes: readonly Colour[] | null;
  readonly value: (value: number) => Colour;
}

/** How much of a class's colour the paper takes on: at chance level, and where the network is certain. */
const FAINT = 0.06;
const FULL = 0.62;
/** Steps of certainty that are told apart; each is mixed once and not at every pixel. */
const SHADES = 32;

/**
 * The picture behind the points: what the network says at every pixel. Between the cells of its grid the outputs are
 * interpolated and not the colours, so that the border between two classes is a sharp line however coarse the grid is.
 *
 * @param size pixels a side
 * @param discretize only the class, or the sign, and not how certain it is
 * @returns RGBA, row by row
 */
export function boundaryImage(
  { size: cells, outputs }: Boundary,
  size: number,
  { paper, classes, value }: BoundaryColours,
  discretize: boolean,
): Uint8ClampedArray<ArrayBuffer> {
  const width = outputs.shape[1] as number;
  const pixels = new Uint8ClampedArray(size * size * 4);
  const shades = classes?.map((colour) =>
    Array.from({ length: SHADES + 1 }, (_, step) => mix(paper, colour, FAINT + (FULL - FAINT) * (step / SHADES))),
  );
  const taps = Array.from({ length: size }, (_, index) => tap(index, size, cells));
  const { data } = outputs;
  const mixed = new Float64Array(width);
  for (let y = 0; y < size; y++) {
    const row = taps[y] as Tap;
    for (let x = 0; x < size; x++) {
      const column = taps[x] as Tap;
      const corners = [
        (row.low * cells + column.low) * width,
        (row.low * cells + column.high) * width,
        (row.high * cells + column.low) * width,
        (row.high * cells + column.high) * width,
      ] as const;
      const [a, b] = [(1 - row.share) * (1 - column.share), (1 - row.share) * column.share];
      const [c, d] = [row.share * (1 - column.share), row.share * column.share];
      for (let output = 0; output < width; output++) {
        mixed[output] =
          a * (data[corners[0] + output] as number) +
          b * (data[corners[1] + output] as number) +
          c * (data[corners[2] + output] as number) +
          d * (data[corners[3] + output] as number);
      }
      const colour = shades ? classColourOf(mixed, shades, discretize, paper) : valueColourOf(mixed, value, discretize);
      const at = (y * size + x) * 4;
      pixels[at] = colour[0];
      pixels[at + 1] = colour[1];
      pixels[at + 2] = colour[2];
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

function classColourOf(
  outputs: Float64Array,
  shades: readonly (readonly Colour[])[],
  discretize: boolean,
  paper: Colour,
): Colour {
  let best = 0;
  for (let index = 1; index < outputs.length; index++) {
    if ((outputs[index] as number) > (outputs[best] as number)) best = index;
  }
  const most = outputs[best] as number;
  if (!Number.isFinite(most)) return paper;
  const chance = 1 / outputs.length;
  const certain = discretize ? 0.7 : Math.min(1, Math.max(0, (most - chance) / (1 - chance || 1)));
  return shades[best % shades.length]?.[Math.round(certain * SHADES)] ?? paper;
}

function valueColourOf(outputs: Float64Array, value: (value: number) => Colour, discretize: boolean): Colour {
  const output = outputs[0] as number;
  return value(discretize ? Math.sign(output) * Number.MAX_VALUE : output);
}

/** The two cells of a row that a pixel lies between, and how far from the first to the second. */
interface Tap {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

function tap(pixel: number, size: number, cells: number): Tap {
  const at = Math.min(cells - 1, Math.max(0, ((pixel + 0.5) / size) * cells - 0.5));
  const low = Math.floor(at);
  return { low, high: Math.min(cells - 1, low + 1), share: at - low };
}

/** What the network says at a point of the plane, as the picture shows it; null outside of it. */
export function outputsAt({ size, plane, outputs }: Boundary, x1: number, x2: number): number[] | null {
  const across = (x1 - plane.x1[0]) / (plane.x1[1] - plane.x1[0]);
  const down = (plane.x2[1] - x2) / (plane.x2[1] - plane.x2[0]);
  if (!(across >= 0 && across <= 1 && down >= 0 && down <= 1)) return null;
  const width = outputs.shape[1] as number;
  const place = (share: number) => Math.min(size - 1, Math.max(0, share * size - 0.5));
  const [column, row] = [place(across), place(down)];
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const cell = (y: number, x: number, output: number) =>
    outputs.data[(Math.min(size - 1, y) * size + Math.min(size - 1, x)) * width + output] as number;
  return Array.from({ length: width }, (_, output) => {
    const above = cell(top, left, output) * (left + 1 - column) + cell(top, left + 1, output) * (column - left);
    const below = cell(top + 1, left, output) * (left + 1 - column) + cell(top + 1, left + 1, output) * (column - left);
    return above * (top + 1 - row) + below * (row - top);
  });
}
