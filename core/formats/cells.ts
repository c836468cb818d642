/// <reference path="./papaparse.d.ts" />
import papa from 'papaparse/papaparse.js';

export interface Cells {
  /** Blank lines left out. */
  readonly rows: readonly (readonly string[])[];
  /** The line of the text, from 1, where the first quote opens that does not close rightly; null where all do. */
  readonly badQuote: number | null;
}

/**
 * Cuts a text into rows and cells (RFC 4180). With `quoting`, a cell that begins with `"` runs to the next single `"`,
 * and may hold delimiters, line breaks and doubled quotes; without it a quote is a character like any other.
 * Line ends must have been made `\n`.
 */
export function splitCells(text: string, delimiter: string, quoting: boolean): Cells {
  const { data, errors } = papa.parse(text, { delimiter, newline: '\n', ...(!quoting && { fastMode: true }) });
  const fault = errors.find(({ type }) => type === 'Quotes');
  return { rows: data.filter(isFilled), badQuote: fault ? text.slice(0, fault.index).split('\n').length : null };
}

const delimiters = ['\t', ';', ','] as const;

/** Characters and rows that a guess looks at. */
const SAMPLE = 64 * 1024;
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
    const share = evenShare(splitCells(sample, delimiter, quoting).rows.slice(0, SAMPLE_ROWS));
    if (share > bestShare) {
      best = delimiter;
      bestShare = share;
    }
  }
  return best;
}

/** The share of rows that have the commonest number of cells above one. */
function evenShare(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / rows.length;
}

function isFilled(row: readonly string[]): boolean {
  return row.length > 1 || (row[0] ?? '').trim() !== '';
}
