import { describe, expect, it } from 'vitest';
import { readRows, toNumber } from './readRows.ts';

const rowsOf = (text: string, widths: readonly number[] = [2, 3]) => readRows(text, widths).rows;

describe('rows typed or pasted', () => {
  it.each([
    [
      'tabs from a spreadsheet',
      '6\t4\r\n1.5\t-2\r\n',
      [
        [6, 4],
        [1.5, -2],
      ],
    ],
    [
      'tabs and decimal commas',
      '0,5\t1,25\n-3\t4',
      [
        [0.5, 1.25],
        [-3, 4],
      ],
    ],
    [
      'commas',
      '6,4\n1.5,-2',
      [
        [6, 4],
        [1.5, -2],
      ],
    ],
    [
      'commas and spaces',
      '6, 4\n1.5, -2',
      [
        [6, 4],
        [1.5, -2],
      ],
    ],
    [
      'semicolons and decimal commas',
      '0,5;1,25\n-3;4',
      [
        [0.5, 1.25],
        [-3, 4],
      ],
    ],
    [
      'spaces',
      '6 4\n 1.5   -2 ',
      [
        [6, 4],
        [1.5, -2],
      ],
    ],
    [
      'spaces and decimal commas',
      '0,5 1,25\n-3 4',
      [
        [0.5, 1.25],
        [-3, 4],
      ],
    ],
    [
      'a Python list',
      '[[6, 4], [1.5, -2]]',
      [
        [6, 4],
        [1.5, -2],
      ],
    ],
    [
      'a NumPy array',
      'np.array([[ 6. ,  4. ],\n       [ 1.5, -2. ]], dtype=np.float32)',
      [
        [6, 4],
        [1.5, -2],
      ],
    ],
    [
      'what NumPy prints',
      '[[ 6.   4. ]\n [ 1.5 -2. ]]',
      [
        [6, 4],
        [1.5, -2],
      ],
    ],
    [
      'full-width digits',
      '６，４\n１．５、－２',
      [
        [6, 4],
        [1.5, -2],
      ],
    ],
    ['minus signs and powers of ten', '−6\t4e-3', [[-6, 0.004]]],
    ['blank lines', '\n6,4\n\n', [[6, 4]]],
    ['nothing', ' \n', []],
  ])('%s', (_, text, expected) => {
    expect(rowsOf(text)).toEqual(expected);
    expect(readRows(text, [2]).bad).toEqual([]);
  });

  it('a comma alone is what makes a row of a wanted width', () => {
    expect(rowsOf('1,5', [1])).toEqual([[1.5]]);
    expect(rowsOf('1,5', [2])).toEqual([[1, 5]]);
    expect(rowsOf('1,5\n2,5', [1, 2])).toEqual([
      [1, 5],
      [2, 5],
    ]);
  });

  it('a line of names is told apart', () => {
    const read = readRows('x1,x2\n6,4', [2]);
    expect(read).toEqual({ rows: [[6, 4]], bad: [], header: ['x1', 'x2'] });
  });

  it('cells that are no numbers are named', () => {
    const { rows, bad } = readRows('6\tfour\n\t4', [2]);
    expect(rows).toEqual([
      [6, Number.NaN],
      [Number.NaN, 4],
    ]);
    expect(bad).toEqual([
      { row: 1, column: 2, text: 'four' },
      { row: 2, column: 1, text: '' },
    ]);
  });

  it('rows of another width come back as they are', () => {
    expect(rowsOf('1,2,3,4\n5,6')).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });
});

describe('one number', () => {
  it.each([
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['.5', 0.5],
    ['-1e3', -1000],
    ['1,234.5', 1234.5],
    ['１２', 12],
  ])('%s', (text, value) => {
    expect(toNumber(text)).toBe(value);
  });

  it.each(['', 'one', '1,2,3', '0x10', 'NaN', 'Infinity', '1e39', '1.2.3'])('%j is none', (text) => {
    expect(toNumber(text)).toBeNull();
  });
});
