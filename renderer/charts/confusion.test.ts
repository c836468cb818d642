import { expect, test } from 'vitest';
import { classFigures } from './confusion.ts';

test('recall goes along the row, precision down the column', () => {
  const [first, second] = classFigures([
    [8, 2],
    [4, 6],
  ]);
  expect(first).toEqual({ rows: 10, recall: 0.8, precision: 8 / 12 });
  expect(second).toEqual({ rows: 10, recall: 0.6, precision: 6 / 8 });
});

test('a class without rows has no recall, and one never predicted no precision', () => {
  const [, second] = classFigures([
    [3, 0],
    [0, 0],
  ]);
  expect(second).toEqual({ rows: 0, recall: null, precision: null });
});
