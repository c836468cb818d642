import { expect, test } from 'vitest';
import { markPath } from './marks.ts';
import { classColour, classColours, faded, isLight, rgb } from './palette.ts';

type Matrix = readonly (readonly [number, number, number])[];

/** What eyes see that lack one kind of cone. Source: Machado, Oliveira and Fernandes 2009, severity 1. */
const eyes: Readonly<Record<string, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE L*a*b* of linear RGB, in which the distance of two colours is about how different they look. */
function lab([red, green, blue]: readonly number[]): number[] {
  const [r = 0, g = 0, b = 0] = [red, green, blue];
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(hex: string, matrix: Matrix): number[] {
  const linear = rgb(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const mixed = matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * (linear[index] ?? 0), 0));
  return lab(mixed.map((channel) => Math.min(1, Math.max(0, channel))));
}

for (const [name, matrix] of Object.entries(eyes)) {
  test(`any two class colours differ clearly for ${name} eyes`, () => {
    const colours = classColours.map((colour) => seen(colour, matrix));
    colours.forEach((a, index) => {
      for (const b of colours.slice(index + 1)) {
        expect(Math.hypot(...a.map((value, axis) => value - (b[axis] ?? 0)))).toBeGreaterThan(20);
      }
    });
  });
}

test('each of ten classes has a mark of its own', () => {
  const marks = classColours.map((_, index) => markPath(index, 0, 0, 4));
  expect(new Set(marks).size).toBe(classColours.length);
  expect(markPath(10, 1, 2, 3)).toBe(markPath(0, 1, 2, 3));
});

test('class colours come round again', () => {
  expect(classColour(10)).toBe(classColour(0));
});

test('colours are read and faded as hex', () => {
  expect(rgb('#0a10ff')).toEqual([10, 16, 255]);
  expect(faded('#0a10ff', 0.5)).toBe('#0a10ff80');
  expect(isLight([255, 255, 255])).toBe(true);
  expect(isLight([20, 30, 90])).toBe(false);
});
