import katex from 'katex';
import { expect, test } from 'vitest';
import { logProbabilities } from '../../../core/train/metrics/information.ts';
import { rowInformation } from '../../../core/train/metrics/rowInformation.ts';
import { quantities } from './formulas.ts';

const nameOf = (index: number) => ['a', 'b_{%', '猫'][index] ?? String(index);
const tex = (p: number[], t: number[], unit: 'bits' | 'nats') =>
  Object.fromEntries(
    quantities(rowInformation(logProbabilities(p), t), unit, nameOf).map((one) => [one.name, one.tex]),
  );

test('a class target: its information, and the entropy with its terms, in bits', () => {
  const found = tex([0.5, 0.25, 0.25], [0, 1, 0], 'bits');
  expect(Object.keys(found)).toEqual(['information', 'entropy', 'crossEntropy']);
  expect(found.information).toContain(String.raw`-\log_2 0.25`);
  expect(found.information).toMatch(/&= 2(\.0*)?\\,\\mathrm\{bit\}/);
  expect(found.entropy).toMatch(/0\.5\d* \\cdot 1(\.0*)? /);
  expect(found.entropy).toMatch(/&= 1\.50*\\,\\mathrm\{bit\}/);
});

test('nats are natural logarithms', () => {
  const { information = '' } = tex([0.5, 0.25, 0.25], [1, 0, 0], 'nats');
  expect(information).toContain(String.raw`-\ln 0.5`);
  expect(information).toContain('0.6931');
});

test('a soft target has a divergence, which is cross entropy without its own', () => {
  const { divergence = '', information } = tex([0.5, 0.25, 0.25], [0.5, 0.5, 0], 'bits');
  expect(information).toBeUndefined();
  expect(divergence).toMatch(/1\.50* - 1(\.0*)? /);
  expect(divergence).toMatch(/&= 0\.50*\\,/);
});

test('a class that was thought impossible tells infinitely much, and nothing breaks', () => {
  const { information = '', entropy = '' } = tex([1, 0, 0], [0, 1, 0], 'bits');
  expect(information).toContain(String.raw`\infty`);
  expect(entropy).toMatch(/&= 0\\,/);
});

test('whatever a class is called, it can be set', () => {
  for (const one of quantities(rowInformation(logProbabilities([0.2, 0.3, 0.5]), [0, 1, 0]), 'bits', nameOf)) {
    expect(() => katex.renderToString(one.tex, { throwOnError: true, strict: false })).not.toThrow();
  }
  for (const name of ['\\', '{', '}', '$&#%_^~', 'a very long name indeed', '桜']) {
    const [first] = quantities(rowInformation(logProbabilities([1]), [1]), 'nats', () => name);
    expect(() => katex.renderToString(first?.tex ?? '', { throwOnError: true, strict: false })).not.toThrow();
  }
});
