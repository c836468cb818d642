import { collectAsync, ProblemError, problem, type Result } from '../problem.ts';
import { type ByteSource, joined } from './byteSource.ts';
import { FloatList } from './floatList.ts';
import { unpacked } from './gzip.ts';
import { toNumber } from './number.ts';
import { quote, unsound } from './unsound.ts';

/** The vectors of the words that were wanted and found. */
export interface WordVectors {
  readonly dimensions: number;
  /** The row of each word in `values`. */
  readonly rows: ReadonlyMap<string, number>;
  /** `[words, dimensions]`, row by row. */
  readonly values: Float32Array;
  /** Words in the file, kept or not. */
  readonly words: number;
}

const MOST_DIMENSIONS = 65_536;
/** No line, and no word of a binary file, is longer. */
const LONGEST_LINE = 4 * 1024 * 1024;
const [TAB, NEWLINE, SPACE] = [0x09, 0x0a, 0x20];

/**
 * Reads word vectors as word2vec writes them (text or binary), fastText (`.vec`) and GloVe, gzipped or not; which it is
 * the content tells. The file passes through once, and only the wanted words are kept; of a word that is there twice the
 * first counts. Lines of other words are not looked at, and may hold anything. Problems: `fileFormat`; `vectorLength`
 * and `vectorCell` with line and column.
 */
export function readWordVectors(
  source: ByteSource,
  file: string,
  wanted: ReadonlySet<string>,
): Promise<Result<WordVectors>> {
  return collectAsync(async () => {
    const reader = new VectorReader(file, wanted);
    for await (const piece of (await unpacked(source, file)).pieces()) reader.push(piece);
    return reader.end();
  });
}

/** Takes a file's bytes as they come. */
class VectorReader {
  readonly #file: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #decoder = new TextDecoder();
  /** The bytes of a record that has not ended yet. */
  #rest = new Uint8Array();
  #form: 'unknown' | 'text' | 'binary' = 'unknown';
  /** The number of words that a header names; null in a GloVe file, which has none. */
  #declared: number | null = null;
  #dimensions = 0;
  #line = 0;
  #words = 0;
  readonly #rows = new Map<string, number>();
  readonly #values = new FloatList();

  constructor(file: string, wanted: ReadonlySet<string>) {
    this.#file = file;
    this.#wanted = wanted;
  }

  push(piece: Uint8Array): void {
    this.#read(piece, false);
    if (this.#rest.length > LONGEST_LINE)
      throw unsound(this.#file, 'word vector', `its line ${this.#line + 1} is longer than 4 MB`);
  }

  end(): WordVectors {
    this.#read(new Uint8Array(), true);
    if (this.#rest.some((byte) => byte !== NEWLINE))
      throw unsound(this.#file, 'word vector', `it ends within word ${this.#words + 1}`);
    if (this.#words === 0) throw new ProblemError(problem('emptyData', { file: this.#file }));
    if (this.#declared !== null && this.#declared !== this.#words) {
      throw unsound(
        this.#file,
        'word vector',
        `the header names ${this.#declared} words, the file holds ${this.#words}`,
      );
    }
    const values = this.#values.toArray();
    return { dimensions: this.#dimensions, rows: this.#rows, values, words: this.#words };
  }

  #read(piece: Uint8Array, last: boolean): void {
    const bytes = this.#rest.length > 0 ? joined(this.#rest, piece) : piece;
    let at = 0;
    if (this.#form === 'unknown') at = this.#start(bytes, last);
    if (this.#form === 'text') at = this.#readLines(bytes, at, last);
    if (this.#form === 'binary') at = this.#readRecords(bytes, at);
    // A view would keep the whole piece alive.
    this.#rest = bytes.slice(at);
  }

  /** Reads the header, where there is one, as soon as enough is there to tell text from binary. */
  #start(bytes: Uint8Array, last: boolean): number {
    const end = bytes.indexOf(NEWLINE);
    if (end < 0 && !last) return 0;
    const first = this.#decoder.decode(bytes.subarray(0, end < 0 ? bytes.length : end)).trim();
    const [, words, dimensions] = /^(\d+)[ \t](\d+)$/.exec(first) ?? [];
    if (words === undefined || dimensions === undefined) {
      this.#form = 'text';
      this.#dimensions = this.#checkDimensions(numbersAtEnd(first));
      return 0;
    }
    this.#declared = Number(words);
    this.#dimensions = this.#checkDimensions(Number(dimensions));
    const start = end < 0 ? bytes.length : end + 1;
    const space = bytes.indexOf(SPACE, start);
    if (!last && (space < 0 || bytes.length < space + SNIFFED)) return 0;
    this.#form = space >= 0 && !isNumbers(bytes.subarray(space, space + SNIFFED), this.#dimensions) ? 'binary' : 'text';
    this.#line = 1;
    return start;
  }

  #checkDimensions(count: number): number {
    if (count >= 1 && count <= MOST_DIMENSIONS) return count;
    throw unsound(
      this.#file,
      'word vector',
      count === 0 ? 'its first line holds no vector' : `its vectors have ${count} numbers`,
    );
  }

  #readLines(bytes: Uint8Array, start: number, last: boolean): number {
    let at = start;
    for (let end = bytes.indexOf(NEWLINE, at); end >= 0; end = bytes.indexOf(NEWLINE, at)) {
      this.#readLine(bytes.subarray(at, end));
      at = end + 1;
    }
    if (!last) return at;
    if (at < bytes.length) this.#readLine(bytes.subarray(at));
    return bytes.length;
  }

  #readLine(bytes: Uint8Array): void {
    this.#line++;
    const space = bytes.findIndex((byte) => byte === SPACE || byte === TAB);
    if (space < 0) {
      const text = this.#decoder.decode(bytes).trim();
      if (text !== '') throw this.#lengthProblem(0);
      return;
    }
    this.#words++;
    const start = this.#decoder.decode(bytes.subarray(0, space));
    if (!this.#wanted.has(start) || this.#rows.has(start)) return;
    const cells = this.#decoder.decode(bytes).trimEnd().split(/[ \t]/);
    const found = cells.length - 1;
    if (found < this.#dimensions) throw this.#lengthProblem(found);
    // More cells than numbers: the word has spaces in it, as some of GloVe's have, and is another one.
    if (found === this.#dimensions) this.#keep(start, cells);
  }

  #keep(word: string, [, ...cells]: readonly string[]): void {
    this.#rows.set(word, this.#rows.size);
    cells.forEach((cell, index) => {
      const value = toNumber(cell);
      if (value === null || !Number.isFinite(Math.fround(value))) {
        const details = { file: this.#file, line: this.#line, column: index + 2, value: quote(cell) };
        throw new ProblemError(problem('vectorCell', details));
      }
      this.#values.push(value);
    });
  }

  /** Records of a word, a space, and numbers of 32 bits, little-endian; word2vec ends each with a line break. */
  #readRecords(bytes: Uint8Array, start: number): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const size = 4 * this.#dimensions;
    let at = start;
    while (this.#words < (this.#declared as number)) {
      const word = bytes[at] === NEWLINE ? at + 1 : at;
      const space = bytes.indexOf(SPACE, word);
      if (space < 0 || space + 1 + size > bytes.length) return at;
      this.#keepRecord(this.#decoder.decode(bytes.subarray(word, space)), view, space + 1);
      this.#words++;
      at = space + 1 + size;
    }
    if (bytes.subarray(at).some((byte) => byte !== NEWLINE)) {
      throw unsound(this.#file, 'word vector', `the header names ${this.#declared} words, and more follows`);
    }
    return bytes.length;
  }

  #keepRecord(word: string, view: DataView, start: number): void {
    if (!this.#wanted.has(word) || this.#rows.has(word)) return;
    this.#rows.set(word, this.#rows.size);
    for (let index = 0; index < this.#dimensions; index++) {
      const value = view.getFloat32(start + 4 * index, true);
      if (!Number.isFinite(value)) {
        throw unsound(
          this.#file,
          'word vector',
          `the vector of word ${this.#words + 1}, ${quote(word)}, holds ${value}`,
        );
      }
      this.#values.push(value);
    }
  }

  #lengthProblem(found: number): ProblemError {
    const details = { file: this.#file, line: this.#line, found, expected: this.#dimensions };
    return new ProblemError(problem('vectorLength', details));
  }
}

/** How many bytes behind the first word tell text from binary. */
const SNIFFED = 64;

/** Whether bytes begin like `count` numbers in text, or as many of them as there are: few floats in a row do. */
function isNumbers(bytes: Uint8Array, count: number): boolean {
  const end = bytes.indexOf(NEWLINE);
  const text = String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
  return /^[\d \t\r+\-.eE]+$/.test(text) && (end < 0 || text.trim().split(/[ \t]+/).length === count);
}

/** The numbers at the end of a line, the first cell left out: in a GloVe file that is a word, be it a number. */
function numbersAtEnd(line: string): number {
  const cells = line.split(/[ \t]/).slice(1).reverse();
  const word = cells.findIndex((cell) => toNumber(cell) === null);
  return word < 0 ? cells.length : word;
}
