import { describe, expect, it } from 'vitest';
import { tensor } from '../../../core/tensor.ts';
import { addRow, append, fitRows, pasteAt, removeRow, rowsOfText, setCell, setTargets } from './handRows.ts';

const form = { features: 2, targets: 1, classes: 3 };
const two = { x: tensor([2, 2], [1, 2, 3, 4]), target: null };

describe('rows typed by hand', () => {
  it('begin with one of zeros, grow, and end with none', () => {
    const one = addRow(null, form);
    expect(one).toEqual({ x: tensor([1, 2], [0, 0]), target: null });
    expect(addRow(two, form).x).toEqual(tensor([3, 2], [1, 2, 3, 4, 0, 0]));
    expect(removeRow(two, 0)?.x).toEqual(tensor([1, 2], [3, 4]));
    expect(removeRow(one, 0)).toBeNull();
  });

  it('keep targets beside them', () => {
    const taught = setTargets(two, form, true);
    expect(taught.target).toEqual(tensor([2, 1], [0, 0]));
    const set = setCell(taught, 'target', 1, 0, 2);
    expect(addRow(set, form).target).toEqual(tensor([3, 1], [0, 2, 0]));
    expect(removeRow(set, 0)?.target).toEqual(tensor([1, 1], [2]));
    expect(setTargets(set, form, false)).toEqual(two);
  });

  it('are changed cell by cell, without changing what was there before', () => {
    expect(setCell(two, 'x', 1, 0, 9).x).toEqual(tensor([2, 2], [1, 2, 9, 4]));
    expect(two.x.data[2]).toBe(3);
  });

  it('follow a network that takes more or fewer numbers', () => {
    const taught = { ...two, target: tensor([2, 1], [4, 1]) };
    expect(fitRows(taught, { features: 3, targets: 1, classes: 2 })).toEqual({
      x: tensor([2, 3], [1, 2, 0, 3, 4, 0]),
      target: tensor([2, 1], [1, 1]),
    });
    expect(fitRows(two, { features: 1, targets: 1, classes: null }).x).toEqual(tensor([2, 1], [1, 3]));
  });

  it('take cells that are pasted over them', () => {
    const pasted = pasteAt(two, 1, 1, [
      [7, 8],
      [9, Number.NaN],
    ]);
    expect(pasted.x).toEqual(tensor([3, 2], [1, 2, 3, 7, 0, 9]));
    expect(pasteAt(setTargets(two, form, true), 1, 0, [[1], [2]]).target).toEqual(tensor([3, 1], [0, 0, 0]));
  });

  it('are appended to each other', () => {
    expect(append(null, two)).toBe(two);
    expect(append(two, setTargets(two, form, true))).toEqual({
      x: tensor([4, 2], [1, 2, 3, 4, 1, 2, 3, 4]),
      target: null,
    });
  });
});

describe('rows of a text', () => {
  it('have a target each, or none', () => {
    expect(rowsOfText('6,4,1\n1,2,0', form).inputs).toEqual({
      x: tensor([2, 2], [6, 4, 1, 2]),
      target: tensor([2, 1], [1, 0]),
    });
    expect(rowsOfText('6,4', form).inputs).toEqual({ x: tensor([1, 2], [6, 4]), target: null });
    expect(rowsOfText('6,4,1\n1,2', form).faults).toEqual([{ kind: 'mixed', row: 2, found: 2, first: 3 }]);
    expect(rowsOfText('6,4\n1,2,3,4', form).faults).toEqual([{ kind: 'width', row: 2, found: 4 }]);
  });

  it('name what is wrong, the first few only', () => {
    expect(rowsOfText('6,4,3', form).faults).toEqual([{ kind: 'target', row: 1, value: 3 }]);
    expect(rowsOfText('6,four', form).faults).toEqual([{ kind: 'text', row: 1, column: 2, text: 'four' }]);
    expect(rowsOfText('1\n2\n3\n4\n5\n6\n7', form).faults).toHaveLength(5);
  });

  it('may have targets that are any number', () => {
    expect(rowsOfText('6\t4\t0,5', { ...form, classes: null }).inputs?.target).toEqual(tensor([1, 1], [0.5]));
  });

  it('are nothing where the text is empty', () => {
    expect(rowsOfText(' \n', form)).toEqual({ inputs: null, faults: [], header: false });
  });
});
