import { expect, test } from 'vitest';
import type { PointCloud } from '../engine/api.ts';
import { planeOf } from './plane.ts';

function points(x1: number[], x2: number[]): Record<'train' | 'valid' | 'test', PointCloud> {
  const empty = { x1: new Float32Array(), x2: new Float32Array(), target: new Float32Array() };
  const train = { x1: Float32Array.from(x1), x2: Float32Array.from(x2), target: new Float32Array(x1.length) };
  return { train, valid: empty, test: empty };
}

test('the usual plane holds what the generators draw', () => {
  expect(planeOf(points([-5, 5], [-4, 6]))).toEqual({ x1: [-6, 6], x2: [-6, 6] });
  expect(planeOf(null)).toEqual({ x1: [-6, 6], x2: [-6, 6] });
});

test('other data has a plane around it, each axis for itself', () => {
  const { x1, x2 } = planeOf(points([150, 190], [0.1, 0.3]));
  expect(x1).toEqual([147, 193]);
  expect(x2[0]).toBeLessThan(0.1);
  expect(x2[1]).toBeGreaterThan(0.3);
});

test('a feature that never changes still has an axis', () => {
  const { x1 } = planeOf(points([7, 7], [0, 0]));
  expect(x1[1]).toBeGreaterThan(x1[0]);
});
