import { expect, it } from 'vitest';
import { type Colour, pixelsOf } from './paint.ts';

/** Shades that tell where they stand. */
const shades = Array.from({ length: 257 }, (_, index): Colour => [index >> 1, index & 1, 7]);
const shade = (index: number) => [...(shades[index] as Colour), 255];

it('paints the cells of a table row by row, as it lies or turned', () => {
  const data = [1, 0, -1, 0.5, 2, -9];
  const plain = { width: 3, height: 2, data, rowStep: 3, columnStep: 1 };
  expect([...pixelsOf(plain, 1, shades)]).toEqual([256, 128, 0, 192, 256, 0].flatMap(shade));
  const turned = { width: 2, height: 3, data, rowStep: 1, columnStep: 3 };
  expect([...pixelsOf(turned, 1, shades)]).toEqual([256, 192, 128, 256, 0, 0].flatMap(shade));
});

it('gives the shade of zero to what is no number, and where there is nothing but zeros', () => {
  const cells = { width: 2, height: 1, data: [Number.NaN, 0], rowStep: 2, columnStep: 1 };
  expect([...pixelsOf(cells, 1, shades)]).toEqual([...shade(128), ...shade(128)]);
  expect([...pixelsOf(cells, 0, shades)]).toEqual([...shade(128), ...shade(128)]);
});
