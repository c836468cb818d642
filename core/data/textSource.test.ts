import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectAsync } from '../problem.ts';
import { failureOf } from '../testing/formats.ts';
import type { FileHost } from './files.ts';
import { prepareData } from './prepare.ts';
import { type DataSettings, defaultSplit, type TextSource } from './settings.ts';
import { coverageOf, unknownRowProblems } from './texts.ts';

const everything = { train: 1, valid: 0, test: 0, seed: 1 };
const source: TextSource = { kind: 'text', path: 't.txt', text: 1, label: 0, vectors: 'v.txt', language: 'en' };
const vectors = 'cat 1 0\ndog 0 1\nbank 4 4\nThe 2 2\n';

function files(contents: Readonly<Record<string, string | Uint8Array>>): FileHost {
  return {
    read: async (path) => {
      const content = contents[path] as string | Uint8Array;
      return {
        ok: true,
        value: typeof content === 'string' ? new TextEncoder().encode(content) : content,
        problems: [],
      };
    },
  };
}

function prepare(texts: string | Uint8Array, change: Partial<TextSource> = {}, more: Partial<DataSettings> = {}) {
  const settings: DataSettings = { source: { ...source, ...change }, split: everything, standardize: false, ...more };
  return prepareData(settings, 'classification', files({ 't.txt': texts, 'v.txt': vectors }));
}

const failure = async (texts: string, change: Partial<TextSource> = {}) =>
  failureOf(await collectAsync(() => prepare(texts, change)));

describe('a source of texts', () => {
  it('makes of each row the mean of its known words, each as often as it occurs', async () => {
    const { parts, preprocessing, texts } = await prepare('a\tCat cat dog\nb\tunheard of\na\tthe "dog\'s" bank\n');
    expect([...parts.train.x.data]).toEqual([2 / 3, 1 / 3, 0, 0, 2, 2.5].map(Math.fround));
    expect(preprocessing).toEqual({
      features: ['v0', 'v1'],
      classes: ['a', 'b'],
      vectors: { path: 'v.txt', language: 'en' },
    });
    expect([...(parts.train.target?.values.data ?? [])]).toEqual([0, 1, 0]);
    if (!texts) throw new Error('the texts are gone');
    expect(coverageOf(texts.train)).toEqual({ tokens: 8, known: 5, share: 5 / 8, unknownRows: [2] });
    expect(unknownRowProblems(texts.train).map(({ message }) => message)).toEqual([
      '\'t.txt\' has no word with a vector in row 2: "unheard of".',
    ]);
  });

  it('takes quotes as they stand, and as csv does only where told', async () => {
    const rows = 'a\t"cat\nb\tdog"\n';
    expect((await prepare(rows)).texts?.train.texts).toEqual(['"cat', 'dog"']);
    expect((await prepare('a\t"cat\tand\ndog"\nb\tdog\n', { quoting: 'csv' })).texts?.train.texts).toEqual([
      'cat\tand\ndog',
      'dog',
    ]);
  });

  it('finds columns by name in a header, by number where there is none', async () => {
    const named = await prepare('id\ttitle\tkind\n1\tcat\tx\n2\tdog\ty\n', { text: 'title', label: 'kind' });
    expect(named.texts?.train.texts).toEqual(['cat', 'dog']);
    const counted = await prepare('1\tcat\tx\n2\tdog\ty\n', { text: '1', label: 2 });
    expect(counted.preprocessing.classes).toEqual(['x', 'y']);
    expect(await failure('a\tcat\n', { text: 5 })).toContain("columnMissing: 't.txt' has no column '5'.");
    expect(await failure('a\tcat\n', { text: 'title' })).toContain("has no column 'title'");
  });

  it('keeps the rows of some publishers, and splits them by the seed', async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row}\tcat ${row}\t${row % 2 ? 'Reuters' : 'Blog'}\tb`);
    const filter = { column: 2, values: ['Reuters'] };
    const prepared = await prepare(`${rows.join('\n')}\n`, { text: 1, label: 3, filter }, { split: defaultSplit });
    const { train, valid, test } = prepared.texts ?? {};
    expect([train, valid, test].map((part) => part?.texts.length)).toEqual([16, 2, 2]);
    expect([...(train?.numbers ?? [])].every((row) => row % 2 === 0)).toBe(true);
    for (const part of [train, valid, test]) {
      expect(part?.texts).toEqual(Array.from(part?.numbers ?? [], (number) => `cat ${number - 1}`));
    }
    expect(await failure('1\tcat\tBlog\tb\n', { label: 3, filter })).toContain('noRowsKept');
  });

  it('reads Shift_JIS, whatever stood in the rows before', async () => {
    const title = Uint8Array.of(0x93, 0x8c, 0x8b, 0x9e);
    const bytes = new Uint8Array([...new TextEncoder().encode('a\tcat\nb\t'), ...title, 0x0a]);
    const prepared = await prepare(bytes, { language: 'ja' });
    expect(prepared.texts?.train.texts).toEqual(['cat', '東京']);
  });

  it('says when no word is known, and when a label is missing', async () => {
    expect(await failure('a\tun deux\n')).toContain(
      "noVectors: 'v.txt' has a vector for none of the words of 't.txt'.",
    );
    expect(await failure('a\tcat\n \tdog\n')).toContain("emptyCell: 't.txt' has an empty cell in row 2, column '0'.");
    expect(await failure('a\tcat\nb\n')).toContain('rowLength');
  });

  it('takes any text without throwing', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'cat', '\t', '\n', '"', ' ', '語', '\r', '\u0000', '\ud800') });
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(undefined, 'csv' as const), async (content, quoting) => {
        const result = await collectAsync(() => prepare(content, { quoting }));
        if (result.ok) expect(result.value.parts.train.x.shape[0]).toBe(result.value.texts?.train.texts.length);
      }),
      { numRuns: 1000 },
    );
  });
});
