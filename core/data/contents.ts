import { readArrays } from '../formats/arrays.ts';
import type { Table } from '../formats/csv.ts';
import { toNumber } from '../formats/csv.ts';
import { gunzip } from '../formats/gzip.ts';
import { sniff } from '../formats/sniff.ts';
import { entryNames } from '../formats/zip.ts';
import { collect, type Result, unwrap } from '../problem.ts';
import { imagesOf, type NamedImage } from './imageNames.ts';
import { openTable } from './sources.ts';

/** What a data file holds, as a person must know it to say which of it is features and which is the target. */
export type FileContents = TableContents | ArraysContents | ImagesContents;

export interface TableContents {
  readonly kind: 'table';
  readonly columns: readonly ColumnFacts[];
  readonly rows: number;
  /** The first few rows, cells as they stand in the file. */
  readonly first: readonly (readonly string[])[];
}

export interface ColumnFacts {
  readonly name: string;
  /** `number` where every filled cell is one. */
  readonly type: 'number' | 'text';
  /** Empty cells, with which a column cannot be a feature. */
  readonly empty: number;
  /** How many different cells it has; null where they are more than could be classes. */
  readonly distinct: number | null;
}

export interface ArraysContents {
  readonly kind: 'arrays';
  readonly arrays: readonly ArrayFacts[];
}

export interface ArrayFacts {
  /** '' for the one array of a file that names none. */
  readonly key: string;
  readonly shape: readonly number[];
  /** Whether the file stores whole numbers. */
  readonly integers: boolean;
  /** The largest number; 0 where there is none. */
  readonly most: number;
}

export interface ImagesContents {
  readonly kind: 'images';
  /** By name, in the order of their indices. */
  readonly classes: readonly { readonly name: string; readonly count: number }[];
}

const FIRST_ROWS = 6;
const MOST_CLASSES = 200;

/** Looks into a data file: a table's columns, or the shapes of arrays. Problems are those of the readers. */
export function readContents(bytes: Uint8Array, file: string): Result<FileContents> {
  return collect(() => {
    if (isTable(bytes, file)) return ofTable(tableOrTexts(bytes, file));
    const images = sniff(bytes, file) === 'npz' ? imagesOf(unwrap(entryNames(bytes, file))) : [];
    return images.length > 0 ? ofImages(images) : ofArrays(bytes, file);
  });
}

function ofImages(images: readonly NamedImage[]): ImagesContents {
  const counts = new Map<string, number>();
  for (const { label } of images) counts.set(label, (counts.get(label) ?? 0) + 1);
  const names = [...counts.keys()].sort((a, b) => (a < b ? -1 : 1));
  return { kind: 'images', classes: names.map((name) => ({ name, count: counts.get(name) as number })) };
}

/** Whether a file is text, which is then read as a table, packed or not. */
function isTable(bytes: Uint8Array, file: string): boolean {
  const kind = sniff(bytes, file);
  if (kind !== 'gzip') return kind === 'text';
  return sniff(unwrap(gunzip(bytes, file)), file.replace(/\.gz$/i, '')) === 'text';
}

/** A table; where its quotes do not close it is one of texts, in which they are characters like any other. */
function tableOrTexts(bytes: Uint8Array, file: string): Table {
  const table = openTable(bytes, file);
  if (table.ok || table.problems[0]?.code !== 'badQuotes') return unwrap(table);
  return unwrap(openTable(bytes, file, { quoting: false, delimiter: '\t' }));
}

function ofTable({ columns, rows }: Table): TableContents {
  return {
    kind: 'table',
    columns: columns.map((name, index) => factsOfColumn(name, rows, index)),
    rows: rows.length,
    first: rows.slice(0, FIRST_ROWS),
  };
}

function factsOfColumn(name: string, rows: Table['rows'], column: number): ColumnFacts {
  const different = new Set<string>();
  let [empty, words] = [0, 0];
  for (const row of rows) {
    const cell = (row[column] as string).trim();
    if (cell === '') empty++;
    else if (toNumber(cell) === null) words++;
    if (different.size <= MOST_CLASSES) different.add(cell);
  }
  return {
    name,
    type: words > 0 || empty === rows.length ? 'text' : 'number',
    empty,
    distinct: different.size > MOST_CLASSES ? null : different.size,
  };
}

function ofArrays(bytes: Uint8Array, file: string): ArraysContents {
  const arrays = unwrap(readArrays(bytes, file));
  return {
    kind: 'arrays',
    arrays: [...arrays].map(([key, { tensor, integers }]) => ({
      key,
      shape: tensor.shape,
      integers,
      most: tensor.data.reduce((most, value) => Math.max(most, value), 0),
    })),
  };
}

/** Whether a column can be a feature as it stands. */
export function isUsable({ type, empty }: ColumnFacts): boolean {
  return type === 'number' && empty === 0;
}
