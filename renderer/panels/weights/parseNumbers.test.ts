import { expect, test } from 'vitest';
import { parseNumber, parseNumbers } from './parseNumbers.ts';

test('a block from a spreadsheet, its last line ended or not', () => {
  const block = [
    [1, -2.5],
    [0.003, 40],
  ];
  expect(
    parseNumbers('1\t-2.5\r\n3e-3\t40\r\n')?.map((row) => row.map((value) => value && Number(value.toPrecision(6)))),
  ).toEqual(block);
});

test('cells are parted by tabs, semicolons, commas or blanks', () => {
  for (const text of ['1\t2\n3\t4', '1;2\n3;4', '1,2\n3,4', '1 2\n3  4']) {
    expect(parseNumbers(text)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  }
});

test('a comma is a point where cells are parted by something else', () => {
  expect(parseNumbers('1,5\t2')).toEqual([[1.5, 2]]);
  expect(parseNumbers('1,5;2')).toEqual([[1.5, 2]]);
  expect(parseNumbers('1,5')).toEqual([[1.5]]);
});

test('headings and empty cells are left out', () => {
  expect(parseNumbers('w1\tw2\n1\t')).toEqual([
    [null, null],
    [1, null],
  ]);
  expect(parseNumbers('hello')).toBeNull();
  expect(parseNumbers('')).toBeNull();
});

test('a true minus and full-width digits are numbers', () => {
  expect(parseNumber('−0.5')).toBe(-0.5);
  expect(parseNumber('－１２．５')).toBe(-12.5);
});

test('what float32 cannot hold, and what only looks like a number, is none', () => {
  for (const text of ['1e99', 'NaN', 'Infinity', '0x10', '1 2', '-', '.']) expect(parseNumber(text)).toBeNull();
});
