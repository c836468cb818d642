import { expect, it } from 'vitest';
import { collectAsync } from '../problem.ts';
import { failureOf } from '../testing/formats.ts';
import { allBytes, sourceOfBytes } from './byteSource.ts';
import { streamTable } from './csv.ts';
import { watched } from './watch.ts';

const MEGABYTE = 1024 * 1024;

it('tells how far the reading is', async () => {
  const seen: [string, number, number | null][] = [];
  const onProgress = (...told: [string, number, number | null]) => seen.push(told);
  const bytes = new Uint8Array(2.5 * MEGABYTE);
  expect((await allBytes(watched(sourceOfBytes(bytes), 'a.csv', { onProgress }), 'a.csv')).length).toBe(bytes.length);
  expect(seen.map(([, done]) => done / MEGABYTE)).toEqual([1, 2, 2.5]);
  expect(seen[0]).toEqual(['a.csv', MEGABYTE, bytes.length]);
});

it('ends when it is cancelled, which is heard while a table is being cut', async () => {
  const rows = new TextEncoder().encode('1,2,3,4,5,6,7,8,9\n'.repeat(1_500_000));
  const cancel = new AbortController();
  setTimeout(() => cancel.abort(), 100);
  let read = 0;
  const result = await collectAsync(() =>
    streamTable(watched(sourceOfBytes(rows), 'a.csv', { signal: cancel.signal }), 'a.csv', {}, () => () => {
      read++;
    }),
  );
  expect(failureOf(result)).toBe("readingCancelled: Reading 'a.csv' was cancelled.");
  expect(read).toBeLessThan(1_500_000);
});
