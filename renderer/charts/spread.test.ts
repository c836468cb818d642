import { expect, test } from 'vitest';
import { spread } from './spread.ts';

function spreadOut(values: number[], top = 0, bottom = 100): number[] {
  const places = values.map((y) => ({ y }));
  spread(places, top, bottom, 10);
  return places.map(({ y }) => y);
}

test('labels far from each other stay where they are', () => {
  expect(spreadOut([10, 40, 90])).toEqual([10, 40, 90]);
});

test('labels that would cover each other are moved apart', () => {
  expect(spreadOut([50, 51, 52])).toEqual([50, 60, 70]);
});

test('at the end they move up again', () => {
  expect(spreadOut([95, 98, 99])).toEqual([80, 90, 100]);
});
