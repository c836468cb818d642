import { streamTable } from '../formats/csv.ts';
import { ProblemError, problem } from '../problem.ts';
import { embed, vectorsFor } from './embed.ts';
import { type FileHost, openFile } from './files.ts';
import type { TextColumn, TextSource } from './settings.ts';
import type { RawData } from './sources.ts';
import { detached, Names } from './strings.ts';
import { tokensOf } from './tokens.ts';

/** Reads labelled texts; each becomes the mean of its words' vectors. Throws a ProblemError for what is wrong. */
export async function loadText(source: TextSource, host: FileHost): Promise<RawData> {
  const { path, vectors: vectorFile, language } = source;
  const { texts, labels, numbers } = await readTexts(source, host);
  const words = texts.map((text) => tokensOf(text, language));
  const vectors = await vectorsFor(words, vectorFile, host);
  if (vectors.rows.size === 0) throw new ProblemError(problem('noVectors', { vectors: vectorFile, file: path }));
  const { x, tokens, known } = embed(words, vectors);
  return {
    file: path,
    x,
    names: Array.from({ length: vectors.dimensions }, (_, index) => `v${index}`),
    target: labels && { kind: 'text', cells: labels },
    texts: { file: path, texts, numbers: Uint32Array.from(numbers), tokens, known },
  };
}

interface Texts {
  readonly texts: string[];
  readonly labels: string[] | null;
  /** The row of each in the file, from 1. */
  readonly numbers: number[];
}

/** The rows that the filter keeps. */
async function readTexts(source: TextSource, host: FileHost): Promise<Texts> {
  const { path, text, label, filter } = source;
  const values = filter && new Set(filter.values);
  let read: Texts = { texts: [], labels: null, numbers: [] };
  await streamTable(await openFile(path, host), path, tableOptions(source), (columns) => {
    const [textAt, labelAt, filterAt] = [text, label, filter?.column].map((column) =>
      column === undefined ? null : columnOf(column, columns, path),
    );
    // The text may turn out to be in another encoding, and then all begins anew.
    const into = { texts: [] as string[], labels: labelAt === null ? null : ([] as string[]), numbers: [] as number[] };
    const names = new Names();
    read = into;
    return (cells, row) => {
      if (values && !values.has(cells[filterAt as number] as string)) return;
      into.texts.push(detached(cells[textAt as number] as string));
      into.numbers.push(row + 1);
      if (into.labels) into.labels.push(names.keep((cells[labelAt as number] as string).trim()));
    };
  });
  const { texts, labels, numbers } = read;
  if (texts.length === 0) {
    throw new ProblemError(problem('noRowsKept', { file: path, column: String(filter?.column ?? '') }));
  }
  const empty = labels ? labels.indexOf('') : -1;
  if (empty >= 0) {
    const details = { file: path, row: numbers[empty] as number, column: String(label), value: 'an empty cell' };
    throw new ProblemError(problem('emptyCell', details));
  }
  return read;
}

/** How the rows of texts are cut: at tabs, quotes taken as they stand. */
export function tableOptions({ text, label, filter, quoting }: Omit<TextSource, 'kind' | 'vectors' | 'language'>) {
  return {
    delimiter: quoting === 'csv' ? undefined : ('\t' as const),
    quoting: quoting === 'csv',
    header: [text, label, filter?.column].some((column) => column !== undefined && columnNumber(column) === null),
  };
}

function columnOf(column: TextColumn, columns: readonly string[], file: string): number {
  const number = columnNumber(column);
  const at = number === null ? columns.indexOf(column as string) : number;
  if (at >= 0 && at < columns.length) return at;
  throw new ProblemError(problem('columnMissing', { file, column: String(column), known: columns.join(', ') }));
}

/** The number of a column that is named by its number. */
function columnNumber(column: TextColumn): number | null {
  if (typeof column === 'number') return column;
  return /^\d{1,6}$/.test(column) ? Number(column) : null;
}
