import { describe, expect, it } from 'vitest';
import { readContents } from '../../core/data/contents.ts';
import { prepareData } from '../../core/data/prepare.ts';
import { collectAsync, unwrap } from '../../core/problem.ts';
import type { ProjectFiles } from './api.ts';
import { filesOf, PIECE } from './pieces.ts';

const MEGABYTE = 1024 ** 2;
const ROW = `${'1,2,'.repeat(100)}0\n${'3,4,'.repeat(100)}1\n`;
const table = new TextEncoder().encode(ROW.repeat(Math.ceil((5 * MEGABYTE) / ROW.length)));

/** A file that is never handed over whole, and the largest stretch that was asked of it. */
function guarded(bytes: Uint8Array, size = bytes.length) {
  const seen = { largest: 0, total: 0 };
  const files: ProjectFiles = {
    size: async () => ({ ok: true, value: size, problems: [] }),
    read: async (_, stretch) => {
      if (!stretch) throw new Error('the whole file was asked for');
      const value = bytes.slice(stretch.from, stretch.to);
      seen.largest = Math.max(seen.largest, stretch.to - stretch.from);
      seen.total += value.length;
      return { ok: true, value, problems: [] };
    },
  };
  return { files, seen };
}

describe('the files of a project in the worker', () => {
  it('give a table piece by piece, to look into and to learn from', async () => {
    const { files, seen } = guarded(table);
    const source = unwrap(await filesOf(files).open('big.csv'));
    const contents = unwrap(await readContents(source, 'big.csv'));
    const rows = table.filter((byte) => byte === 10).length;
    expect(contents).toMatchObject({ kind: 'table', rows });
    expect(contents.kind === 'table' && contents.columns[200]).toEqual({
      name: '200',
      type: 'number',
      missing: 0,
      distinct: 2,
      categories: 2,
    });
    const told: (number | null)[] = [];
    const settings = {
      source: { kind: 'table', path: 'big.csv', features: ['0', '3'], target: '200' },
      split: { train: 1, valid: 0, test: 0, seed: 1 },
      standardize: false,
    } as const;
    const watcher = { onProgress: (_: string, done: number, total: number | null) => told.push(done, total) };
    const { parts } = await prepareData(settings, 'classification', filesOf(files, watcher));
    expect(parts.train.x.shape).toEqual([rows, 2]);
    expect(told.slice(-2)).toEqual([table.length, table.length]);
    expect(seen.largest).toBe(PIECE);
    expect(seen.total).toBeGreaterThanOrEqual(2 * table.length);
  });

  it('name one that became shorter while it was read', async () => {
    const { files } = guarded(table, table.length + 1);
    const source = unwrap(await filesOf(files).open('big.csv'));
    const result = await collectAsync(async () => {
      for await (const _ of source.pieces());
      return null;
    });
    expect(result.problems[0]).toMatchObject({ code: 'fileUnreadable', details: { file: 'big.csv' } });
  });
});
