import { expect, test } from 'vitest';
import { pictureSide, plainRow } from './picture.ts';

test('rows of 64 and 784 features are pictures, others are not', () => {
  expect(pictureSide(64)).toBe(8);
  expect(pictureSide(784)).toBe(28);
  expect(pictureSide(4)).toBeNull();
  expect(pictureSide(300)).toBeNull();
});

test('standardisation is taken back', () => {
  expect(plainRow([1, -1], { mean: [10, 5], std: [2, 3] })).toEqual([12, 2]);
  expect(plainRow([1, -1], undefined)).toEqual([1, -1]);
});
