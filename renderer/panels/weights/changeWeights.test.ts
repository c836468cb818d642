import { expect, test } from 'vitest';
import { tensor } from '../../../core/tensor.ts';
import { filledWith, tableOf, tableText, withBlock, withCell, withChanged, withoutBlock } from './changeWeights.ts';

const matrix = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
const bias = tensor([2], [7, 8]);
const weights = new Map([
  ['linear1.weight', matrix],
  ['linear1.bias', bias],
  ['linear10.weight', matrix],
]);

test('a bias is a table of one column', () => {
  expect(tableOf(matrix)).toEqual({ rows: 2, columns: 3 });
  expect(tableOf(bias)).toEqual({ rows: 2, columns: 1 });
});

test('a change makes another tensor and leaves the old one as it was', () => {
  expect(Array.from(withCell(matrix, 1, 0, 9).data)).toEqual([1, 2, 3, 9, 5, 6]);
  expect(Array.from(filledWith(bias, 0).data)).toEqual([0, 0]);
  expect(Array.from(matrix.data)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a pasted block keeps what it has no number for, and says when it was cut', () => {
  const inside = withBlock(matrix, 0, 1, [
    [10, null],
    [11, 12],
  ]);
  expect(Array.from(inside.weight.data)).toEqual([1, 10, 3, 4, 11, 12]);
  expect(inside).toMatchObject({ count: 3, cut: false });
  const beyond = withBlock(matrix, 1, 2, [
    [20, 21],
    [22, 23],
  ]);
  expect(Array.from(beyond.weight.data)).toEqual([1, 2, 3, 4, 5, 20]);
  expect(beyond).toMatchObject({ count: 1, cut: true });
});

test('the table goes to a spreadsheet row by row', () => {
  expect(tableText(matrix)).toBe('1\t2\t3\n4\t5\t6');
  expect(tableText(tensor([1], [Math.fround(0.1)]))).toBe('0.100000001');
});

test('the seed gets one block back, and not another whose name begins alike', () => {
  expect([...(withoutBlock(weights, 'linear1')?.keys() ?? [])]).toEqual(['linear10.weight']);
  expect(withoutBlock(new Map([['linear1.bias', bias]]), 'linear1')).toBeNull();
  expect(withChanged(weights, 'linear1.bias', (before) => filledWith(before, 1)).get('linear1.bias')).toEqual(
    filledWith(bias, 1),
  );
  expect(withChanged(weights, 'linear9.bias', (before) => filledWith(before, 1))).toBe(weights);
});
