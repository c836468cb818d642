/// <reference path="./papaparse.d.ts" />
import papa from 'papaparse/papaparse.js';

export type Row = readonly string[];

/** A row of this many characters is a quote that was never closed, or no row. */
const LONGEST_ROW = 16 * 1024 * 1024;

/**
 * Cuts a text that comes in pieces into rows and cells (RFC 4180). With `quoting`, a cell that begins with `"` runs to
 * the next single `"`, and may hold delimiters, line breaks and doubled quotes; without it a quote is a character like
 * any other. Line ends must have been made `\n`. Blank lines are left out.
 */
export class CellCutter {
  /** The line of the text, from 1, where the first quote opens that does not close rightly; null where all do. */
  badQuote: number | null = null;
  readonly delimiter: string;
  readonly #quoting: boolean;
  /** The row that is not yet at its end, and the lines before it. */
  #rest = '';
  #lines = 0;

  constructor(delimiter: string, quoting: boolean) {
    this.delimiter = delimiter;
    this.#quoting = quoting;
  }

  /** The rows that end within `text`; `last` for the end of all. */
  cut(text: string, last: boolean): Row[] {
    const all = this.#rest + text;
    const parser = new papa.Parser({
      delimiter: this.delimiter,
      newline: '\n',
      ...(!this.#quoting && { fastMode: true }),
    });
    const { data, errors, meta } = parser.parse(all, 0, !last);
    // What is wrong with a row that has not ended yet may come right.
    const fault = errors.find(({ type, row }) => type === 'Quotes' && (last || row < data.length));
    if (fault) this.badQuote ??= this.#lines + lineBreaks(all, fault.index ?? 0) + 1;
    this.#lines += lineBreaks(all, meta.cursor);
    this.#rest = all.slice(meta.cursor);
    if (this.#rest.length > LONGEST_ROW) this.badQuote ??= this.#lines + 1;
    return data.filter(isFilled);
  }
}

/** Line breaks before an index. */
function lineBreaks(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

const delimiters = ['\t', ';', ','] as const;

/** Characters that a guess looks at. */
export const SAMPLE = 64 * 1024;
const SAMPLE_ROWS = 20;

/**
 * The delimiter that cuts most of the first rows into the same number of cells, two at least. Of equals the comma comes
 * last, since numbers and prose hold commas of their own.
 */
export function guessDelimiter(text: string, quoting: boolean): string {
  let best = ',';
  let bestShare = 0;
  const lastLine = text.length > SAMPLE ? text.lastIndexOf('\n', SAMPLE) : -1;
  const sample = text.slice(0, lastLine > 0 ? lastLine : SAMPLE);
  for (const delimiter of delimiters) {
    const share = evenShare(new CellCutter(delimiter, quoting).cut(sample, true).slice(0, SAMPLE_ROWS));
    if (share > bestShare) {
      best = delimiter;
      bestShare = share;
    }
  }
  return best;
}

/** The share of rows that have the commonest number of cells above one. */
function evenShare(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / rows.length;
}

function isFilled(row: Row): boolean {
  return row.length > 1 || (row[0] ?? '').trim() !== '';
}
