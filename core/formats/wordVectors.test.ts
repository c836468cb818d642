import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../problem.ts';
import { failureOf, mutations, toBytes, valueFrom } from '../testing/formats.ts';
import { joined, sourceOfBytes } from './byteSource.ts';
import { gzip } from './gzip.ts';
import { readWordVectors, type WordVectors } from './wordVectors.ts';

/** Pieces of a few bytes each, so that every border lies within a record somewhere. */
function inPieces(bytes: Uint8Array, length: number) {
  return {
    size: bytes.length,
    async *pieces() {
      for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
    },
  };
}

const read = (bytes: Uint8Array, ...wanted: string[]) =>
  readWordVectors(sourceOfBytes(bytes), 'v.txt', new Set(wanted)) as Promise<Result<WordVectors>>;

function vectorOf({ rows, values, dimensions }: WordVectors, word: string): number[] | null {
  const row = rows.get(word);
  return row === undefined ? null : [...values.subarray(row * dimensions, (row + 1) * dimensions)];
}

/** word2vec's binary form. */
function binary(words: readonly (readonly [string, readonly number[]])[], declared = words.length, ending = '\n') {
  const dimensions = words[0]?.[1].length ?? 0;
  const records = words.flatMap(([word, numbers]) => [
    toBytes(`${word} `),
    new Uint8Array(Float32Array.from(numbers).buffer),
    toBytes(ending),
  ]);
  return joined(toBytes(`${declared} ${dimensions}\n`), ...records);
}

const some = [
  ['the', [0.5, -1, 2]],
  ['東京', [1, 2, 3]],
  ['cat', [0, 0, -0.25]],
] as const;
const glove = toBytes('the 0.5 -1 2\n東京 1 2 3\n. . . 9 9 9\ncat 0 0 -2.5e-1\n');
const fastText = toBytes('3 3\nthe 0.5 -1 2 \n東京 1 2 3 \ncat 0 0 -0.25 \n');

describe('word vectors', () => {
  it.each([
    ['GloVe', glove],
    ['fastText', fastText],
    ['fastText with CRLF', toBytes(new TextDecoder().decode(fastText).replace(/\n/g, '\r\n'))],
    ['word2vec text without a last line break', fastText.subarray(0, -2)],
    ['word2vec binary', binary(some)],
    ['word2vec binary without line breaks', binary(some, 3, '')],
    ['gzipped text', gzip(glove)],
    ['gzipped binary', gzip(binary(some))],
  ])('reads %s, in pieces of any length, and keeps what is wanted', async (_, bytes) => {
    for (const length of [1, 2, 7, 64, 1000]) {
      const wanted = new Set(['東京', 'cat', 'dog', '.']);
      const vectors = valueFrom(await readWordVectors(inPieces(bytes, length), 'v', wanted));
      expect([...vectors.rows.keys()]).toEqual(['東京', 'cat']);
      expect(vectors).toMatchObject({ dimensions: 3 });
      expect(vectorOf(vectors, '東京')).toEqual([1, 2, 3]);
      expect(vectorOf(vectors, 'cat')).toEqual([0, 0, -0.25]);
    }
  });

  it('takes a binary number for binary, though its bytes may look like text or a line break', async () => {
    const tricky = new Float32Array(new Uint8Array([0x0a, 0x31, 0x2e, 0x35]).buffer)[0] as number;
    const vectors = valueFrom(await read(binary([['a', [tricky, 1]]]), 'a'));
    expect(vectorOf(vectors, 'a')).toEqual([tricky, 1]);
  });

  it('of a word that is there twice the first counts', async () => {
    expect(vectorOf(valueFrom(await read(toBytes('a 1 2\na 3 4\n'), 'a')), 'a')).toEqual([1, 2]);
  });

  it('a first word that is a number is a word', async () => {
    expect(vectorOf(valueFrom(await read(toBytes('2014 0.5 1 2\n'), '2014')), '2014')).toEqual([0.5, 1, 2]);
  });

  it('keys of prototypes are words like any other', async () => {
    const vectors = valueFrom(await read(toBytes('__proto__ 1 2\nconstructor 3 4\n'), '__proto__', 'constructor'));
    expect(vectorOf(vectors, 'constructor')).toEqual([3, 4]);
  });

  it.each([
    [
      'a line that is too short',
      'a 1 2\nb 1\n',
      "vectorLength: Line 2 of 'v.txt' has 1 numbers, but its vectors have 2.",
    ],
    ['a cell that is no number', 'a 1 2\nb 1 x\n', "vectorCell: 'v.txt' has 'x' in line 2, column 3"],
    ['a number beyond 32 bits', 'b 1 1e39\n', "vectorCell: 'v.txt' has '1e39' in line 1, column 3"],
    ['a lone word', 'b 1 2\nword\n', 'vectorLength'],
    ['nothing', '', 'fileFormat'],
    ['prose', 'a title without numbers\n', 'its first line holds no vector'],
    ['a header that names more words', '3 2\nb 1 2\n', 'the header names 3 words, the file holds 1'],
    ['a header of too many dimensions', '1 999999999999\nb 1 2\n', 'its vectors have 999999999999 numbers'],
  ])('refuses %s, with line and column', async (_, text, message) => {
    expect(failureOf(await read(toBytes(text), 'b'))).toContain(message);
  });

  it('refuses a binary file that ends early, goes on, or holds what is no number', async () => {
    expect(failureOf(await read(binary(some, 400_000_000), 'cat'))).toContain('the header names 400000000 words');
    expect(failureOf(await read(binary(some).subarray(0, -3), 'cat'))).toContain('it ends within word 3');
    expect(failureOf(await read(binary(some, 2), 'cat'))).toContain('the header names 2 words, and more follows');
    expect(failureOf(await read(binary([['cat', [1, Number.NaN]]]), 'cat'))).toContain("'cat', holds NaN");
  });

  it('holds no more than a line of a file without line breaks', async () => {
    const endless = {
      size: null,
      async *pieces() {
        for (let count = 0; count < 100; count++) yield new Uint8Array(1_000_000).fill(0x61);
      },
    };
    const first = {
      size: null,
      pieces: async function* () {
        yield toBytes('a 1 2\nb');
        yield* endless.pieces();
      },
    };
    expect(failureOf(await readWordVectors(first, 'v.txt', new Set(['a'])))).toContain('longer than 4 MB');
  });

  it('takes any bytes without throwing, and never more words than asked for', async () => {
    const valid = fc.constantFrom(glove, fastText, binary(some), gzip(fastText));
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 80 }), valid.chain(mutations));
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 40 }), async (file, length) => {
        const result = await readWordVectors(inPieces(file, length), 'v', new Set(['the', 'cat']));
        if (!result.ok) {
          expect(result.problems.length).toBeGreaterThan(0);
          return;
        }
        const { rows, values, dimensions } = result.value;
        expect(rows.size).toBeLessThanOrEqual(2);
        expect(values.length).toBe(rows.size * dimensions);
        expect(values.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});
