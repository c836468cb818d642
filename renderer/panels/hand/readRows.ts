/** Rows of numbers as people type or paste them: from a spreadsheet, a csv file, a textbook, a Python list. */

/** A cell that is no number; rows and columns count from 1. */
export interface BadCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

export interface ReadRows {
  /** NaN stands for a cell that is no number. */
  readonly rows: readonly (readonly number[])[];
  readonly bad: readonly BadCell[];
  /** The names in the first line, where it was one of names. */
  readonly header: readonly string[] | null;
}

/**
 * Reads rows of numbers, one a line; brackets of lists end a line too. Cells stand between tabs, else semicolons, else
 * commas, else spaces. A comma is a decimal sign where something else parts the cells, or where only that makes rows of
 * a width that is wanted: `1,5` is one number in a network of one input, and two in a network of two.
 *
 * @param widths how many numbers a row may have
 */
export function readRows(text: string, widths: readonly number[]): ReadRows {
  const lines = linesOf(text);
  const readings = delimitersOf(lines).map((delimiter) => lines.map((line) => cut(line, delimiter)));
  const fits = (rows: readonly (readonly string[])[]) => rows.every(({ length }) => widths.includes(length));
  const cells = readings.find((rows) => fits(rows) && rows.flat().every((cell) => toNumber(cell) !== null));
  const [names, ...others] = cells ?? readings.find(fits) ?? readings[0] ?? [];
  const isHeader = others.length > 0 && names?.every((cell) => cell !== '' && toNumber(cell) === null);
  const body = names === undefined ? [] : isHeader ? others : [names, ...others];
  const bad: BadCell[] = [];
  const rows = body.map((row, rowIndex) =>
    row.map((cell, column) => {
      const value = toNumber(cell);
      if (value === null) bad.push({ row: rowIndex + 1, column: column + 1, text: cell });
      return value ?? Number.NaN;
    }),
  );
  return { rows, bad, header: isHeader ? (names ?? null) : null };
}

type Delimiter = '\t' | ';' | ',' | ' ';

/** The ways to part these lines into cells that are worth a try, the likeliest first. */
function delimitersOf(lines: readonly string[]): Delimiter[] {
  const all = lines.join('\n');
  if (all.includes('\t')) return ['\t'];
  if (all.includes(';')) return [';'];
  if (!all.includes(',')) return [' '];
  // `0,5 1,2`: spaces part, commas are decimal signs; never where a comma ends a word, as in `1, 2`.
  const decimal = lines.every((line) => line.split(/\s+/).every((word) => /^[^,]*(?:,[^,]+)?$/.test(word)));
  return decimal && !all.includes('.') && lines.some((line) => /\s/.test(line)) ? [' ', ','] : [',', ' '];
}

function linesOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .replace(/[−–]/g, '-')
    .replace(/、/g, ',')
    .replace(/(?:[a-z]+\.)?(?:array|tensor)\(|,\s*dtype=[\w.]+/gi, ' ')
    .replace(/\]\s*[,;]?/g, '\n')
    .replace(/[[(){}]/g, ' ')
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/^ +| +$/g, ''))
    .filter((line) => line.trim() !== '');
}

function cut(line: string, delimiter: Delimiter): string[] {
  if (delimiter === ' ') return line.split(/ +/);
  // A comma at the end of a list's line parts nothing.
  const whole = delimiter === '\t' ? line : line.replace(/[,;]\s*$/, '');
  return whole.split(delimiter).map((cell) => cell.trim());
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const THOUSANDS = /^[+-]?\d{1,3}(?:,\d{3})+\.\d*$/;

/**
 * The number a cell spells, that 32 bits can hold; null for anything else. A comma is a decimal sign, or parts thousands
 * where a point follows.
 */
export function toNumber(cell: string): number | null {
  const text = cell.normalize('NFKC').replace(/[−–]/g, '-').trim();
  const plain = THOUSANDS.test(text) ? text.replaceAll(',', '') : text.replace(',', '.');
  if (!NUMBER.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(Math.fround(value)) ? value : null;
}
