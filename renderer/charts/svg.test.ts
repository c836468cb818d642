import { expect, test } from 'vitest';
import { type Figure, figureSvg } from './svg.ts';

const line = { label: 'train', colour: '#1f5fbf', width: 2, dash: null, opacity: 1 };
const figure: Figure = {
  title: 'Loss',
  xLabel: 'epoch',
  yLabel: 'Loss',
  x: [1, 2, 3, 4],
  lines: [{ ...line, values: [4, 2, 1, 0.5] }],
  log: false,
  range: null,
  colours: { paper: '#ffffff', text: '#000000', grid: '#cccccc' },
};

test('a figure names its axes and its lines', () => {
  const svg = figureSvg(figure);
  expect(svg).toContain('>epoch</text>');
  expect(svg).toContain('>train</text>');
  expect(svg).not.toContain('NaN');
});

test('a gap lifts the pen, and a value between two gaps is a dot', () => {
  const svg = figureSvg({ ...figure, lines: [{ ...line, values: [1, null, Number.NaN, 2] }] });
  expect(svg.match(/d="(M[^"]*h0M[^"]*h0)"/)).not.toBeNull();
  expect(svg).not.toContain('NaN');
});

test('a log axis leaves out what is not above zero', () => {
  const svg = figureSvg({ ...figure, log: true, lines: [{ ...line, values: [1, 0, 0.1, 0.01] }] });
  expect(svg).not.toContain('NaN');
  expect(svg).not.toContain('Infinity');
  expect(svg).toContain('>0.1</text>');
});

test('names cannot break out of the picture', () => {
  expect(figureSvg({ ...figure, title: '<script>&' })).toContain('&lt;script&gt;&amp;');
});

test('a figure of nothing is still a picture', () => {
  expect(figureSvg({ ...figure, x: [], lines: [] })).toMatch(/^<svg/);
});
