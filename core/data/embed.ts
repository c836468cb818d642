import { readWordVectors, type WordVectors } from '../formats/wordVectors.ts';
import { unwrap } from '../problem.ts';
import { type Tensor, tensor } from '../tensor.ts';
import { type FileHost, openFile } from './files.ts';
import { spellings } from './tokens.ts';

/** Texts as the means of their words' vectors. */
export interface Embedded {
  /** `[N, dimensions]`; zeros where no word is known. */
  readonly x: Tensor;
  /** Words of each text, and how many of them have a vector. */
  readonly tokens: Uint32Array;
  readonly known: Uint32Array;
}

/** Reads the vectors of all spellings of the words, and no others. Throws the Problems of the reader. */
export async function vectorsFor(
  texts: readonly (readonly string[])[],
  path: string,
  host: FileHost,
): Promise<WordVectors> {
  const wanted = new Set<string>();
  for (const token of new Set(texts.flat())) for (const form of spellings(token)) wanted.add(form);
  return unwrap(await readWordVectors(await openFile(path, host), path, wanted));
}

/** The row of a word's vector under the first spelling that has one; null for an unknown word. */
export function rowOfWord(token: string, { rows }: WordVectors): number | null {
  const known = spellings(token).find((form) => rows.has(form));
  return known === undefined ? null : (rows.get(known) as number);
}

/** Each text, cut into words, becomes the mean of the vectors of those that are known; a word counts as often as it occurs. */
export function embed(texts: readonly (readonly string[])[], vectors: WordVectors): Embedded {
  const { dimensions, values } = vectors;
  const x = new Float32Array(texts.length * dimensions);
  const known = new Uint32Array(texts.length);
  const rows = new Map<string, number | null>();
  const rowOf = (token: string): number | null => {
    let row = rows.get(token);
    if (row === undefined) {
      row = rowOfWord(token, vectors);
      rows.set(token, row);
    }
    return row;
  };
  texts.forEach((tokens, text) => {
    const found = tokens.map(rowOf).filter((row) => row !== null);
    known[text] = found.length;
    for (let index = 0; index < dimensions; index++) {
      let sum = 0;
      for (const row of found) sum += values[row * dimensions + index] as number;
      x[text * dimensions + index] = sum / Math.max(1, found.length);
    }
  });
  return { x: tensor([texts.length, dimensions], x), tokens: Uint32Array.from(texts, ({ length }) => length), known };
}
