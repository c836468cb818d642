import type { Tensor } from '../../core/tensor.ts';
import { themeValue } from '../parts/themeValue.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** A colour of the theme as numbers. */
export function themeColour(name: `--${string}`): Colour {
  const [, red = '00', green = '00', blue = '00'] = /^#(..)(..)(..)/.exec(themeValue(name)) ?? [];
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

export function mix(from: Colour, to: Colour, share: number): Colour {
  return [0, 1, 2].map((index) => {
    const [a, b] = [from[index] as number, to[index] as number];
    return Math.round(a + (b - a) * share);
  }) as unknown as Colour;
}

/** Shades of each sign that are told apart; a picture mixes them once and not at every cell. */
const SHADES = 128;

/** Blue for positive, orange for negative, the paper's colour for zero; `limit` is where the colour is full. */
export function diverging(limit: number): (value: number) => Colour {
  const shades = divergingShades();
  return (value) => shades[shadeOf(value, SHADES / limit)] as Colour;
}

function divergingShades(): readonly Colour[] {
  const [negative, zero, positive] = (
    ['--diverging-negative', '--diverging-zero', '--diverging-positive'] as const
  ).map(themeColour) as [Colour, Colour, Colour];
  return Array.from({ length: 2 * SHADES + 1 }, (_, index) => {
    const share = index / SHADES - 1;
    return share < 0 ? mix(zero, negative, -share) : mix(zero, positive, share);
  });
}

/** Where a value's shade stands among them, of `scale` to one; what is no number has that of zero. */
function shadeOf(value: number, scale: number): number {
  const shade = value * scale;
  if (shade >= SHADES) return 2 * SHADES;
  return shade > -SHADES ? (shade + SHADES + 0.5) | 0 : Number.isNaN(shade) ? SHADES : 0;
}

/** A table of numbers within `data`: how far on the next row and the next column are. */
export interface Cells {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** The pixels of a table of numbers, a cell each. Packed and without a call a cell: there may be hundreds of thousands. */
export function pixelsOf(
  { width, height, data, rowStep, columnStep }: Cells,
  limit: number,
  shades: readonly Colour[],
): Uint8ClampedArray<ArrayBuffer> {
  const packed = new Uint32Array(new Uint8Array(shades.flatMap((shade) => [...shade, 255])).buffer);
  const pixels = new Uint32Array(width * height);
  const scale = SHADES / limit;
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      pixels[at] = packed[shadeOf(data[row * rowStep + column * columnStep] as number, scale)] as number;
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** Paints a table of numbers into a canvas in diverging colours, each cell one pixel, stretched by the page. */
export function paintDiverging(canvas: HTMLCanvasElement, cells: Cells, limit: number): void {
  const { width, height } = cells;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  canvas.width = width;
  canvas.height = height;
  context.putImageData(new ImageData(pixelsOf(cells, limit, divergingShades()), width, height), 0, 0);
}

/** Viridis at nine points, for magnitudes. Source: Smith and van der Walt, matplotlib (CC0). */
const VIRIDIS: readonly Colour[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

export function viridis(share: number): Colour {
  const at = Math.max(0, Math.min(1, share)) * (VIRIDIS.length - 1);
  const low = Math.min(Math.floor(at), VIRIDIS.length - 2);
  return mix(VIRIDIS[low] as Colour, VIRIDIS[low + 1] as Colour, at - low);
}

/** Paints a picture of `width × height` cells into a canvas, each cell one pixel, stretched by the page. */
export function paintCells(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  colour: (row: number, column: number) => Colour,
): void {
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const image = new ImageData(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [red, green, blue] = colour(row, column);
      const at = (row * width + column) * 4;
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255;
    }
  }
  canvas.width = width;
  canvas.height = height;
  context.putImageData(image, 0, 0);
}

/** Largest absolute value of some numbers; 1 where all are zero, so that it can be divided by. */
export function largest(data: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < data.length; index++) {
    const size = Math.abs(data[index] as number);
    if (size > most && Number.isFinite(size)) most = size;
  }
  return most || 1;
}

const TILES = 4;

/** A tile a unit, side by side: what it says over the grid of inputs. */
export function paintUnits(canvas: HTMLCanvasElement, { shape, data }: Tensor, size: number): void {
  const units = shape[1] as number;
  const colour = diverging(largest(data));
  const columns = Math.min(units, TILES);
  const rows = Math.ceil(units / TILES);
  const paper = themeColour('--surface');
  const gap = 1;
  paintCells(canvas, columns * (size + gap) - gap, rows * (size + gap) - gap, (row, column) => {
    const [tileRow, tileColumn] = [Math.floor(row / (size + gap)), Math.floor(column / (size + gap))];
    const [y, x] = [row % (size + gap), column % (size + gap)];
    const unit = tileRow * TILES + tileColumn;
    if (unit >= units || x >= size || y >= size) return paper;
    return colour(data[(y * size + x) * units + unit] as number);
  });
}
