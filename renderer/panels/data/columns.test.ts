import { describe, expect, it } from 'vitest';
import type { TableContents } from '../../../core/data/contents.ts';
import type { TableSource } from '../../../core/data/settings.ts';
import { chooseColumns, chooseTarget, chosenColumns, usableColumns } from './columns.ts';

const column = (name: string, type: 'number' | 'text' = 'number', empty = 0) => ({ name, type, empty, distinct: 3 });
const contents: TableContents = {
  kind: 'table',
  columns: [column('a'), column('b'), column('gaps', 'number', 2), column('kind', 'text')],
  rows: 5,
  first: [],
};
const source: TableSource = { kind: 'table', path: 'f.csv', features: ['a', 'b'], target: 'kind' };

describe('columns of a table', () => {
  it('are features by name, or all but the target', () => {
    expect(chosenColumns(source, contents)).toEqual(['a', 'b']);
    expect(chosenColumns({ ...source, features: 'all' }, contents)).toEqual(['a', 'b', 'gaps']);
  });

  it('are usable where each cell is a number', () => {
    expect(usableColumns(source, contents)).toEqual(['a', 'b']);
  });

  it('are chosen in the order of the file, as all where they are, and never none', () => {
    expect(chooseColumns(source, contents, ['b', 'a']).features).toEqual(['a', 'b']);
    expect(chooseColumns(source, contents, ['a', 'b', 'gaps', 'kind']).features).toBe('all');
    expect(chooseColumns(source, contents, [])).toBe(source);
  });

  it('that become the target are no features any more', () => {
    expect(chooseTarget(source, contents, 'a')).toEqual({ ...source, features: ['b'], target: 'a' });
  });

  it('of words do not become features because another column is the target', () => {
    const all: TableContents = { ...contents, columns: [column('a'), column('b'), column('kind', 'text')] };
    const from: TableSource = { ...source, features: 'all' };
    expect(chooseTarget(from, all, 'b')).toEqual({ ...from, features: ['a'], target: 'b' });
    expect(chooseTarget(from, all, undefined)).toEqual({ kind: 'table', path: 'f.csv', features: ['a', 'b'] });
  });
});
