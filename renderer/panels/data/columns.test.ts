import { describe, expect, it } from 'vitest';
import type { TableContents } from '../../../core/data/contents.ts';
import type { TableSource } from '../../../core/data/settings.ts';
import { chooseColumns, chooseTarget, chosenColumns, setRule, usableColumns } from './columns.ts';

const column = (name: string, type: 'number' | 'text' = 'number', missing = 0, categories: number | null = 3) => ({
  name,
  type,
  missing,
  distinct: categories,
  categories,
});
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

  it('get the rule they need when they are chosen, keep the one that was set, and lose it when they are not', () => {
    const mixed: TableContents = { ...contents, columns: [...contents.columns, column('sky', 'text', 1)] };
    const chosen = chooseColumns(source, mixed, ['a', 'gaps', 'sky']);
    expect(chosen.columns).toEqual({ gaps: { missing: 'mean' }, sky: { encode: 'oneHot' } });
    const dropped = setRule(chosen, 'gaps', { missing: 'drop' });
    expect(chooseColumns(dropped, mixed, ['gaps', 'sky']).columns).toEqual({
      gaps: { missing: 'drop' },
      sky: { encode: 'oneHot' },
    });
    expect(usableColumns(dropped, mixed)).toEqual(['a', 'b', 'gaps', 'sky']);
    expect(chooseColumns(dropped, mixed, ['a'])).toEqual({ ...source, features: ['a'] });
  });

  it('keep their rules when another column is the target, which has only its rows to leave out', () => {
    const ruled: TableSource = { ...source, features: ['a', 'gaps'], columns: { gaps: { missing: 'median' } } };
    expect(chooseTarget(ruled, contents, 'b')).toEqual({ ...ruled, target: 'b' });
    expect(chooseTarget(ruled, contents, 'gaps')).toEqual({ ...source, features: ['a'], target: 'gaps' });
    const left = setRule(ruled, 'gaps', { missing: 'drop' });
    expect(chooseTarget(left, contents, 'gaps').columns).toEqual({ gaps: { missing: 'drop' } });
    expect(chooseColumns(chooseTarget(left, contents, 'gaps'), contents, ['b']).columns).toEqual({
      gaps: { missing: 'drop' },
    });
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
