import { expect, test } from 'vitest';
import { classReport } from './perClass.ts';

test('recall goes along the row, precision down the column', () => {
  const { classes, macro } = classReport([
    [8, 2],
    [4, 6],
  ]);
  expect(classes[0]).toEqual({ support: 10, predicted: 12, recall: 0.8, precision: 8 / 12, f1: 16 / 22 });
  expect(classes[1]).toEqual({ support: 10, predicted: 8, recall: 0.6, precision: 6 / 8, f1: 12 / 18 });
  expect(macro.recall).toBeCloseTo(0.7, 12);
});

test('a class that does not occur is 0, and counts in no average', () => {
  const { classes, macro, weighted } = classReport([
    [3, 0],
    [0, 0],
  ]);
  expect(classes[1]).toEqual({ support: 0, predicted: 0, recall: 0, precision: 0, f1: 0 });
  expect([macro.f1, weighted.f1]).toEqual([1, 1]);
});
