import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import type { Generated, Generator } from './generator.ts';
import { generatorNames, generatorOf, generators } from './index.ts';

const all = Object.entries<Generator>(generators);
const noises = [0, 0.05, 0.1, 0.25, 0.5];

const draw = (generator: Generator, samples: number, noise: number, seed = 1): Generated =>
  generator.generate(samples, noise, new Random(seed, 'data'));

/** Points of the plane with their targets. */
function points(generator: Generator, samples: number, noise: number, seed = 1) {
  const { x, target } = draw(generator, samples, noise, seed);
  return Array.from(target, (label, row) => ({ x: x[2 * row] ?? Number.NaN, y: x[2 * row + 1] ?? Number.NaN, label }));
}

function counts({ target }: Generated, classes: number): number[] {
  return Array.from({ length: classes }, (_, index) => target.filter((value) => value === index).length);
}

describe.each(all)('%s', (name, generator) => {
  it('is registered under its own name and describes its rows', () => {
    expect(generator.name).toBe(name);
    expect(generatorOf(name)).toBe(generator);
    expect(generator.featureNames).toHaveLength(generator.features);
    expect(generator.classes === null).toBe(generator.task === 'regression');
  });

  it('gives the same bytes for the same seed and others for another', () => {
    expect(draw(generator, 101, 0.2)).toEqual(draw(generator, 101, 0.2));
    expect(draw(generator, 101, 0.2).x).not.toEqual(draw(generator, 101, 0.2, 2).x);
  });

  it.each([0, 1, 2, 3, 501])('draws %i rows of finite numbers at every noise', (samples) => {
    for (const noise of noises) {
      const { x, target } = draw(generator, samples, noise);
      expect([x.length, target.length]).toEqual([samples * generator.features, samples]);
      expect(x.every(Number.isFinite) && target.every(Number.isFinite)).toBe(true);
    }
  });

  it('draws as much chance with noise as without', () => {
    const [quiet, loud] = [new Random(3), new Random(3)];
    generator.generate(60, 0, quiet);
    generator.generate(60, 0.5, loud);
    expect(loud.uniform()).toBe(quiet.uniform());
  });

  it('has only its own classes, and shuffles them', () => {
    if (generator.classes === null) return;
    const { target } = draw(generator, 300, 0.3);
    expect(new Set(target).size).toBe(generator.classes.length);
    expect(target.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
    expect(target).not.toEqual(target.slice().sort());
    expect(target).not.toEqual(target.slice().sort().reverse());
  });
});

it('knows no other names', () => {
  expect(generatorNames).toHaveLength(9);
  expect(generatorOf('toString')).toBeUndefined();
});

describe('the classes', () => {
  const balanced: Generator[] = [
    generators.circle,
    generators.gauss,
    generators.spiral,
    generators.moons,
    generators.blobs,
    generators.digits,
  ];
  it.each(balanced)('$name has as many rows of each, up to one', (generator) => {
    for (const samples of [2, 3, 500, 501]) {
      const rows = counts(draw(generator, samples, 0), generator.classes?.length ?? 0);
      expect(Math.max(...rows) - Math.min(...rows)).toBeLessThanOrEqual(1);
    }
  });
});

describe('xor', () => {
  it('leaves a gap along the axes and labels by the signs', () => {
    for (const { x, y, label } of points(generators.xor, 2000, 0)) {
      for (const value of [x, y]) expect(Math.abs(Math.abs(value) - 2.8)).toBeLessThan(2.50001);
      expect(label).toBe(x * y >= 0 ? 1 : 0);
    }
  });

  it('moves labels, not points, with noise', () => {
    const [quiet, loud] = [draw(generators.xor, 500, 0), draw(generators.xor, 500, 0.5)];
    expect(loud.x).toEqual(quiet.x);
    expect(loud.target).not.toEqual(quiet.target);
  });
});

it('circle puts class 1 inside 2.5 and class 0 between 3.5 and 5', () => {
  for (const { x, y, label } of points(generators.circle, 2000, 0)) {
    const [low, high] = label === 1 ? [0, 2.5] : [3.5, 5];
    expect(Math.hypot(x, y)).toBeGreaterThan(low - 1e-6);
    expect(Math.hypot(x, y)).toBeLessThan(high + 1e-6);
  }
});

it.each([
  [0, 0.5],
  [0.5, 4],
])('gauss at noise %d has variance %d around (2, 2) and (-2, -2)', (noise, variance) => {
  const drawn = points(generators.gauss, 8000, noise);
  for (const [label, centre] of [
    [1, 2],
    [0, -2],
  ] as const) {
    const values = drawn.filter((point) => point.label === label).flatMap(({ x, y }) => [x, y]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - centre)).toBeLessThan(0.1);
    expect(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length / variance).toBeCloseTo(1, 1);
  }
});

describe('spiral', () => {
  it.each([500, 501])('of %i points without noise lies on its two arms', (samples) => {
    const steps = { 0: new Set<number>(), 1: new Set<number>() };
    for (const { x, y, label } of points(generators.spiral, samples, 0)) {
      const radius = Math.hypot(x, y);
      const angle = (1.75 * 2 * Math.PI * radius) / 5 + (label === 1 ? 0 : Math.PI);
      expect(x).toBeCloseTo(radius * Math.sin(angle), 4);
      expect(y).toBeCloseTo(radius * Math.cos(angle), 4);
      steps[label === 1 ? 1 : 0].add(Math.round((radius / 5) * (samples / 2)));
    }
    expect([steps[1].size, steps[0].size]).toEqual([Math.ceil(samples / 2), Math.floor(samples / 2)]);
  });

  it('moves points by at most the noise', () => {
    const [quiet, loud] = [points(generators.spiral, 500, 0), points(generators.spiral, 500, 0.5)];
    for (const [row, { x, y, label }] of loud.entries()) {
      const still = quiet[row];
      expect(still?.label).toBe(label);
      expect(Math.abs(x - (still?.x ?? Number.NaN))).toBeLessThan(0.50001);
      expect(Math.abs(y - (still?.y ?? Number.NaN))).toBeLessThan(0.50001);
    }
  });
});

it('moons without noise fill ±5 by ±2.5 and lie on circles of the scaled radius', () => {
  const drawn = points(generators.moons, 1000, 0);
  expect(Math.max(...drawn.map(({ x }) => x))).toBeCloseTo(5, 4);
  expect(Math.min(...drawn.map(({ x }) => x))).toBeCloseTo(-5, 4);
  expect(Math.max(...drawn.map(({ y }) => y))).toBeCloseTo(2.5, 3);
  expect(Math.min(...drawn.map(({ y }) => y))).toBeCloseTo(-2.5, 3);
  for (const { x, y, label } of drawn) {
    const [centreX, centreY] = label === 0 ? [-5 / 3, -5 / 6] : [5 / 3, 5 / 6];
    expect(Math.hypot(x - centreX, y - centreY)).toBeCloseTo(10 / 3, 4);
    expect((y - centreY) * (label === 0 ? 1 : -1)).toBeGreaterThan(-1e-4);
  }
});

it('blobs lie around centres inside ±4, at least 4 apart, for every seed', () => {
  for (let seed = 0; seed < 30; seed++) {
    const drawn = points(generators.blobs, 600, 0, seed);
    const centres = [0, 1, 2].map((label) => {
      const own = drawn.filter((point) => point.label === label);
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      return { x: mean(own.map(({ x }) => x)), y: mean(own.map(({ y }) => y)) };
    });
    for (const [index, { x, y }] of centres.entries()) {
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(4.2);
      for (const other of centres.slice(0, index)) expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(3.7);
    }
  }
});

describe('the surfaces', () => {
  it('plane is a tenth of the sum, within ±1.2', () => {
    for (const { x, y, label } of points(generators.plane, 2000, 0)) {
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(6);
      expect(label).toBeCloseTo((x + y) / 10, 5);
      expect(Math.abs(label)).toBeLessThan(1.200001);
    }
  });

  it('multiGauss rises to 1 and falls to -1 at its centres, and is 0 two away from all', () => {
    const drawn = points(generators.multiGauss, 20000, 0);
    const near = (x: number, y: number) => drawn.find((point) => Math.hypot(point.x - x, point.y - y) < 0.2)?.label;
    for (const [x, y, sign] of [
      [-4, 2.5, 1],
      [0, 2.5, -1],
      [4, 2.5, 1],
      [-4, -2.5, -1],
      [0, -2.5, 1],
      [4, -2.5, -1],
    ] as const) {
      expect(sign * (near(x, y) ?? Number.NaN)).toBeGreaterThan(0.89);
    }
    expect(near(-5.7, 5.7)).toBe(0);
    expect(drawn.every(({ label }) => Math.abs(label) <= 1)).toBe(true);
  });

  it.each([generators.plane, generators.multiGauss])('$name moves heights, not points, with noise', (generator) => {
    const [quiet, loud] = [draw(generator, 500, 0), draw(generator, 500, 0.5)];
    expect(loud.x).toEqual(quiet.x);
    expect(loud.target).not.toEqual(quiet.target);
  });
});

describe('digits', () => {
  it('are within 0..1 at every noise and use the whole range', () => {
    for (const noise of noises) {
      const { x } = draw(generators.digits, 300, noise);
      expect(x.every((ink) => ink >= 0 && ink <= 1)).toBe(true);
      expect(Math.max(...x)).toBeGreaterThan(0.95);
      expect(Math.min(...x)).toBe(0);
    }
  });

  it('keep their pictures and their order when the noise changes', () => {
    const [quiet, faint] = [draw(generators.digits, 50, 0), draw(generators.digits, 50, 1e-6)];
    expect(faint.target).toEqual(quiet.target);
    for (const [pixel, ink] of faint.x.entries()) expect(ink).toBeCloseTo(quiet.x[pixel] ?? Number.NaN, 4);
  });

  it('are told apart by their nearest neighbours', () => {
    const [known, asked] = [draw(generators.digits, 300, 0.1, 1), draw(generators.digits, 300, 0.1, 2)];
    const row = ({ x }: Generated, index: number) => x.subarray(index * 64, (index + 1) * 64);
    const distance = (a: Float32Array, b: Float32Array) =>
      a.reduce((sum, value, pixel) => sum + (value - (b[pixel] ?? Number.NaN)) ** 2, 0);
    const right = Array.from(asked.target, (digit, index) => {
      const distances = Array.from(known.target, (_, other) => distance(row(asked, index), row(known, other)));
      return known.target[distances.indexOf(Math.min(...distances))] === digit ? 1 : 0;
    });
    expect(right.reduce((sum: number, hit) => sum + hit, 0) / 300).toBeGreaterThan(0.95);
  });
});
