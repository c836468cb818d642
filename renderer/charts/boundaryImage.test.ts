import { expect, test } from 'vitest';
import { tensor } from '../../core/tensor.ts';
import type { Boundary } from '../engine/api.ts';
import { boundaryImage, outputsAt } from './boundaryImage.ts';

const plane = { x1: [-1, 1], x2: [-1, 1] } as const;
const colours = {
  paper: [255, 255, 255],
  classes: [
    [200, 0, 0],
    [0, 0, 200],
  ],
  value: (value: number) => (value < 0 ? [200, 0, 0] : [0, 0, 200]),
} as const;

/** Class 0 on the left, class 1 on the right. */
const halves: Boundary = {
  size: 2,
  plane,
  outputs: tensor([4, 2], [1, 0, 0, 1, 1, 0, 0, 1]),
  units: new Map(),
};

function pixel(image: Uint8ClampedArray, size: number, x: number, y: number): number[] {
  return Array.from(image.slice((y * size + x) * 4, (y * size + x) * 4 + 4));
}

test('each side has the colour of its class, opaque', () => {
  const image = boundaryImage(halves, 8, colours, false);
  const [left, right] = [pixel(image, 8, 0, 4), pixel(image, 8, 7, 4)];
  expect(left[0]).toBeGreaterThan(left[2] ?? 0);
  expect(right[2]).toBeGreaterThan(right[0] ?? 0);
  expect(image.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
});

test('where the network is unsure the paper shows', () => {
  const image = boundaryImage(halves, 9, colours, false);
  const [middle, edge] = [pixel(image, 9, 4, 4), pixel(image, 9, 0, 4)];
  expect(Math.min(...middle)).toBeGreaterThan(Math.min(...edge));
});

test('discrete pictures know only the answer', () => {
  const image = boundaryImage(halves, 16, colours, true);
  const row = Array.from({ length: 16 }, (_, x) => pixel(image, 16, x, 3).join());
  expect(new Set(row).size).toBe(2);
  expect(row.slice(0, 8).every((one) => one === row[0])).toBe(true);
});

test('numbers that are none leave the paper as it is', () => {
  const outputs = tensor([4, 2], new Float32Array(8).fill(Number.NaN));
  expect(pixel(boundaryImage({ ...halves, outputs }, 4, colours, false), 4, 1, 1)).toEqual([255, 255, 255, 255]);
});

test('real values have the colour of their value', () => {
  const values: Boundary = { ...halves, outputs: tensor([4, 1], [-1, 1, -1, 1]) };
  const image = boundaryImage(values, 8, { ...colours, classes: null }, true);
  expect(pixel(image, 8, 0, 0)).toEqual([200, 0, 0, 255]);
  expect(pixel(image, 8, 7, 0)).toEqual([0, 0, 200, 255]);
});

test('outputs at a place are interpolated and end with the picture', () => {
  expect(outputsAt(halves, -0.5, 0)).toEqual([1, 0]);
  expect(outputsAt(halves, 0, 0.5)).toEqual([0.5, 0.5]);
  expect(outputsAt(halves, 1, -1)).toEqual([0, 1]);
  expect(outputsAt(halves, 1.01, 0)).toBeNull();
});
