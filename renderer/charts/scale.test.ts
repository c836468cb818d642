import { expect, test } from 'vitest';
import { extent, logShare, logTicks, padded, ticks, tickText } from './scale.ts';

test('ticks are round numbers within the ends', () => {
  expect(ticks(-6, 6, 6)).toEqual([-6, -4, -2, 0, 2, 4, 6]);
  expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks(0.31, 0.39, 4)).toEqual([0.32, 0.34, 0.36, 0.38]);
});

test('an axis of no length has one tick', () => {
  expect(ticks(2, 2, 5)).toEqual([2]);
  expect(ticks(Number.NaN, 1, 5)).toEqual([Number.NaN]);
});

test('log ticks are powers of ten', () => {
  expect(logTicks(0.02, 30)).toEqual([0.1, 1, 10]);
  expect(logTicks(0.2, 0.9)).toEqual([]);
});

test('ticks are written in few signs, with a true minus', () => {
  expect(tickText(-0.5)).toBe('−0.5');
  expect(tickText(0.1 + 0.2)).toBe('0.3');
  expect(tickText(100_000)).toBe('1e5');
  expect(tickText(0)).toBe('0');
});

test('an extent leaves gaps and infinities out', () => {
  expect(extent([null, 3, Number.NaN, -1, undefined, Number.POSITIVE_INFINITY])).toEqual([-1, 3]);
  expect(extent([null, Number.NaN])).toBeNull();
});

test('padding goes down to zero where zero is near', () => {
  expect(padded([0.01, 1])[0]).toBe(0);
  expect(padded([5, 6])[0]).toBeGreaterThan(4.8);
  const [low, high] = padded([2, 2]);
  expect(high).toBeGreaterThan(low);
});

test('a logarithmic share runs from 0 to 1 and is steepest at the low end', () => {
  expect([logShare(2, 2, 9), logShare(9, 2, 9)]).toEqual([0, 1]);
  expect(logShare(3, 2, 9)).toBeGreaterThan(1 / 7);
  expect(logShare(2, 2, 2)).toBe(0);
});
