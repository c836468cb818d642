/// <reference path="./papaparse.d.ts" />
import papa from 'papaparse/papaparse.js';
import { collect, type Problem, ProblemError, problem, type Result } from '../problem.ts';
import type { ByteSource } from './byteSource.ts';
import { CellCutter, guessDelimiter, type Row, SAMPLE } from './cells.ts';
import { isDecimalComma, toNumber } from './number.ts';
import { decodeText, unixLines, withText } from './text.ts';
import { unsound, wrongFormat } from './unsound.ts';

export { isDecimalComma, toNumber };

/** What is known of a table besides its rows. */
export interface TableHead {
  /** One name a column, all different; '0', '1', … where the file has no header. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** What stands between two cells. */
  readonly delimiter: string;
}

export interface Table extends TableHead {
  /** The data rows, each as long as `columns`; cells are as they stand in the file, spaces included. */
  readonly rows: readonly (readonly string[])[];
}

export interface TableOptions {
  /** Guessed where not given: a tab for `.tsv`, else what cuts the first rows evenly. */
  readonly delimiter?: ',' | '\t' | undefined;
  /** Whether `"` encloses cells; true by default. */
  readonly quoting?: boolean | undefined;
  /** Whether the first row names the columns; by default the columns that are asked for tell, else the first rows. */
  readonly header?: boolean | undefined;
  /** Names of columns that the table is expected to have. */
  readonly asked?: readonly string[] | undefined;
}

/** The most rows of a wrong length that are reported. */
const MAX_FAULTS = 10;

/**
 * Reads a table of texts in UTF-8, UTF-16 or Shift_JIS. Blank lines are skipped. Problems: `rowLength` for each row of
 * another length (rows count from 1, without the header; ten at most), `badQuotes`, `emptyData`, `fileFormat`.
 */
export function readTable(bytes: Uint8Array, file: string, options: TableOptions = {}): Result<Table> {
  return collect(() => {
    const rows: Row[] = [];
    const reader = new TableReader(file, options, () => (cells) => rows.push(cells));
    reader.push(unixLines(decodeText(bytes, file)));
    return { ...reader.end(), rows };
  });
}

/** Takes a table's row, whose cells share memory with the text around them. */
export type TakeRow = (cells: Row, row: number) => void;

/**
 * Reads a table row by row and holds none of it. `open` is called with the names of the columns, once more from the
 * start where the text turns out to be in another encoding, and gives what takes the rows, which count from 0. Throws
 * the Problems of `readTable`.
 */
export function streamTable(
  source: ByteSource,
  file: string,
  options: TableOptions,
  open: (columns: readonly string[]) => TakeRow,
): Promise<TableHead> {
  return withText(source, file, async (pieces) => {
    const reader = new TableReader(file, options, open);
    for await (const piece of pieces) reader.push(piece);
    return reader.end();
  });
}

/** A table as csv: comma, `\n`, quotes where a cell needs them, a header; it ends with a line break. */
export function writeCsv(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${papa.unparse({ fields: columns, data: rows }, { newline: '\n' })}\n`;
}

/** What is gathered of each column would not fit into memory for more. */
const MOST_COLUMNS = 100_000;

/** Makes rows of a text that comes in pieces. */
class TableReader {
  readonly #file: string;
  readonly #options: TableOptions;
  readonly #open: (columns: readonly string[]) => TakeRow;
  /** Text that waits for enough of it to guess the delimiter, rows that wait for others by which a header is told. */
  #sample = '';
  #cutter: CellCutter | null = null;
  #waiting: Row[] = [];
  #take: TakeRow | null = null;
  #columns: readonly string[] = [];
  #hasHeader = false;
  /** How many rows the first one promises, where it does so. */
  #promised: number | null = null;
  #count = 0;
  readonly #faults: Problem[] = [];

  constructor(file: string, options: TableOptions, open: (columns: readonly string[]) => TakeRow) {
    this.#file = file;
    this.#options = options;
    this.#open = open;
  }

  push(text: string): void {
    this.#sample += text;
    if (this.#cutter || this.#sample.length >= SAMPLE) this.#cut(false);
  }

  end(): TableHead {
    const file = this.#file;
    this.#cut(true);
    this.#start();
    if (this.#count === 0) throw new ProblemError(problem('emptyData', { file }));
    if (this.#faults.length > 0) throw new ProblemError(...this.#faults);
    if (this.#promised !== null && this.#promised !== this.#count) {
      throw unsound(file, 'table', `its first row names ${this.#promised} rows, it holds ${this.#count}`);
    }
    return { columns: this.#columns, hasHeader: this.#hasHeader, delimiter: this.#cutter?.delimiter ?? ',' };
  }

  #cut(last: boolean): void {
    const quoting = this.#options.quoting ?? true;
    this.#cutter ??= new CellCutter(this.#namedDelimiter() ?? this.#delimiter(quoting), quoting);
    const rows = this.#cutter.cut(this.#sample, last);
    this.#sample = '';
    const { badQuote: line } = this.#cutter;
    if (line !== null && quoting) throw new ProblemError(problem('badQuotes', { file: this.#file, line }));
    if (line !== null) throw wrongFormat(this.#file, `a table (its line ${line} is longer than 16 MB)`);
    for (const row of rows) this.#row(row);
  }

  /** Excel writes, and reads, a first line that names the delimiter; it is no row. */
  #namedDelimiter(): string | null {
    const [line = '', delimiter = null] = /^sep=([,;\t|])\n/i.exec(this.#sample) ?? [];
    this.#sample = this.#sample.slice(line.length);
    return delimiter;
  }

  #delimiter(quoting: boolean): string {
    return (
      this.#options.delimiter ?? (/\.tsv(\.gz)?$/i.test(this.#file) ? '\t' : guessDelimiter(this.#sample, quoting))
    );
  }

  #row(cells: Row): void {
    if (this.#take) this.#data(cells);
    else if (this.#waiting.push(cells) > JUDGED_BY) this.#start();
  }

  /** Tells what the first row is, and passes on those that waited. */
  #start(): void {
    const [first, ...others] = this.#waiting;
    if (this.#take || !first) return;
    if (first.length > MOST_COLUMNS) throw wrongFormat(this.#file, `a table of at most ${MOST_COLUMNS} columns`);
    const { header, asked = [] } = this.#options;
    this.#promised = header === undefined ? promisedRows(first, others[0]) : null;
    this.#hasHeader = this.#promised === null && (header ?? hasNames(first, asked) ?? looksLikeHeader(first, others));
    const rows = this.#hasHeader || this.#promised !== null ? this.#waiting.slice(1) : this.#waiting;
    this.#columns = this.#hasHeader ? uniqueNames(first) : (rows[0] ?? []).map((_, index) => String(index));
    this.#take = this.#open(this.#columns);
    for (const row of rows) this.#data(row);
    this.#waiting = [];
  }

  #data(cells: Row): void {
    const row = this.#count++;
    const [found, expected] = [cells.length, this.#columns.length];
    if (found === expected) {
      if (this.#faults.length === 0) this.#take?.(cells, row);
      return;
    }
    this.#faults.push(problem('rowLength', { row: row + 1, file: this.#file, found, expected }));
    if (this.#faults.length === MAX_FAULTS) throw new ProblemError(...this.#faults);
  }
}

/** Rows by which the first one is judged. */
const JUDGED_BY = 50;

/**
 * Names, of which some may be whole numbers; a row with a `5.1` in it is data, whatever words stand beside. So is one of which
 * more than half comes again in its columns, as categories and flags do.
 */
function looksLikeHeader(first: Row, others: readonly Row[]): boolean {
  const numbers = first.filter((cell) => toNumber(cell) !== null);
  if (numbers.length === first.length || !numbers.every((cell) => /^\d+$/.test(cell.trim()))) return false;
  const comesAgain = (cell: string, at: number) => cell.trim() !== '' && others.some((row) => row[at] === cell);
  const filled = first.filter((cell) => cell.trim() !== '');
  return 2 * first.filter(comesAgain).length <= filled.length;
}

/** What the columns that are asked for tell of the first row: it has their names, or they are numbers; null where that tells nothing. */
function hasNames(first: Row, asked: readonly string[]): boolean | null {
  const held = new Set(uniqueNames(first));
  const named = asked.every((name) => held.has(name));
  const numbered = asked.every((name) => /^\d+$/.test(name) && Number(name) < first.length);
  return named === numbered ? null : named;
}

/**
 * What scikit-learn puts before its own data sets instead of a header: the number of rows, the number of features, then
 * the names of the classes. The number of rows; null where the first row is something else.
 */
function promisedRows([samples = '', features = '', ...classes]: Row, second: Row | undefined): number | null {
  const sizes = second !== undefined && toNumber(features) === second.length - 1;
  return sizes && classes.some((name) => toNumber(name) === null) ? toNumber(samples) : null;
}

/** The names of a header, trimmed: an empty one becomes the number of its column, a repeated one gets `_2`, `_3`, …. */
function uniqueNames(header: Row): string[] {
  const names = header.map((cell, index) => cell.trim() || String(index));
  const taken = new Set(names);
  const nextSuffix = new Map<string, number>();
  return names.map((name) => {
    let suffix = nextSuffix.get(name);
    nextSuffix.set(name, 2);
    if (suffix === undefined) return name;
    while (taken.has(`${name}_${suffix}`)) suffix++;
    nextSuffix.set(name, suffix + 1);
    taken.add(`${name}_${suffix}`);
    return `${name}_${suffix}`;
  });
}
