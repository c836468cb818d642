/// <reference path="./papaparse.d.ts" />
import papa from 'papaparse/papaparse.js';
import { collect, ProblemError, problem, type Result } from '../problem.ts';
import { guessDelimiter, splitCells } from './cells.ts';
import { toNumber } from './number.ts';
import { decodeText } from './text.ts';

export { toNumber };

export interface Table {
  /** One name a column, all different; '0', '1', … where the file has no header. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** The data rows, each as long as `columns`; cells are as they stand in the file, spaces included. */
  readonly rows: readonly (readonly string[])[];
}

export interface TableOptions {
  /** Guessed where not given: a tab for `.tsv`, else what cuts the first rows evenly. */
  readonly delimiter?: ',' | '\t';
  /** Whether `"` encloses cells; true by default. */
  readonly quoting?: boolean;
  /** Whether the first row names the columns; by default it does unless all its cells are numbers. */
  readonly header?: boolean;
}

type Row = readonly string[];

/** The most rows of a wrong length that are reported. */
const MAX_FAULTS = 10;

/**
 * Reads a table of texts in UTF-8, UTF-16 or Shift_JIS. Blank lines are skipped. Problems: `rowLength` for each row of
 * another length (rows count from 1, without the header; ten at most), `badQuotes`, `emptyData`, `fileFormat`.
 */
export function readTable(bytes: Uint8Array, file: string, options: TableOptions = {}): Result<Table> {
  return collect(() => {
    const text = decodeText(bytes, file).replace(/\r\n?/g, '\n');
    const quoting = options.quoting ?? true;
    const delimiter = options.delimiter ?? (/\.tsv(\.gz)?$/i.test(file) ? '\t' : guessDelimiter(text, quoting));
    const { rows: all, badQuote } = splitCells(text, delimiter, quoting);
    if (badQuote !== null) throw new ProblemError(problem('badQuotes', { file, line: badQuote }));
    const [first = [], ...rest] = all;
    const sizes = options.header === undefined && isSizes(first, rest);
    const hasHeader = !sizes && (options.header ?? !first.every((cell) => toNumber(cell) !== null));
    const rows = hasHeader || sizes ? rest : all;
    if (rows.length === 0) throw new ProblemError(problem('emptyData', { file }));
    const columns = hasHeader ? uniqueNames(first) : (rows[0] ?? []).map((_, index) => String(index));
    checkLengths(rows, columns.length, file);
    return { columns, hasHeader, rows };
  });
}

/** A table as csv: comma, `\n`, quotes where a cell needs them, a header; it ends with a line break. */
export function writeCsv(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return `${papa.unparse({ fields: columns, data: rows }, { newline: '\n' })}\n`;
}

/**
 * Whether the first row is what scikit-learn puts before its own data sets instead of a header: the number of rows, the
 * number of features, then the names of the classes.
 */
function isSizes([samples = '', features = '', ...classes]: Row, rest: readonly Row[]): boolean {
  return (
    rest.length > 0 &&
    toNumber(samples) === rest.length &&
    toNumber(features) === (rest[0] ?? []).length - 1 &&
    classes.some((name) => toNumber(name) === null)
  );
}

function checkLengths(rows: readonly Row[], expected: number, file: string): void {
  const faults = [];
  for (let index = 0; index < rows.length && faults.length < MAX_FAULTS; index++) {
    const found = (rows[index] as Row).length;
    if (found !== expected) faults.push(problem('rowLength', { row: index + 1, file, found, expected }));
  }
  if (faults.length > 0) throw new ProblemError(...faults);
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
