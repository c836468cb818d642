import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('lines end in CRLF and gaps are empty', () => {
  expect(
    toCsv(
      ['epoch', 'loss'],
      [
        [1, 0.5],
        [2, null],
        [3, undefined],
      ],
    ),
  ).toBe('epoch,loss\r\n1,0.5\r\n2,\r\n3,\r\n');
});

test('numbers that are none stay readable', () => {
  expect(toCsv(['x'], [[Number.NaN], [Number.POSITIVE_INFINITY], [1e-7]])).toBe('x\r\nNaN\r\nInfinity\r\n1e-7\r\n');
});

test('what would break a line is quoted', () => {
  expect(toCsv(['a'], [['x,y'], ['say "no"'], ['two\nlines']])).toBe('a\r\n"x,y"\r\n"say ""no"""\r\n"two\nlines"\r\n');
});
