import { expect, test } from 'vitest';
import { indexes, scrollTo, visibleRange } from './windowing.ts';

test('only what can be seen is drawn, and a little beyond', () => {
  const { first, end } = visibleRange(7200, 720, 72, 784);
  expect(first).toBe(96);
  expect(end).toBe(114);
});

test('at the ends there is nothing beyond', () => {
  expect(visibleRange(0, 100, 24, 3)).toEqual({ first: 0, end: 3 });
  expect(visibleRange(0, 0, 24, 0)).toEqual({ first: 0, end: 0 });
  expect(visibleRange(9999, 100, 24, 10)).toEqual({ first: 10, end: 10 });
  expect(indexes({ first: 2, end: 5 })).toEqual([2, 3, 4]);
});

test('a marked cell is brought into view by the shortest way', () => {
  expect(scrollTo(0, 100, 240, 24)).toBe(0);
  expect(scrollTo(20, 0, 240, 24)).toBe(264);
  expect(scrollTo(5, 0, 240, 24)).toBe(0);
});
