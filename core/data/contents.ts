import { readArrays } from '../formats/arrays.ts';
import { allBytes, type ByteSource, firstBytes } from '../formats/byteSource.ts';
import { isDecimalComma, streamTable, type TableOptions, toNumber } from '../formats/csv.ts';
import { unpacked } from '../formats/gzip.ts';
import { sniff } from '../formats/sniff.ts';
import { entryNames } from '../formats/zip.ts';
import { collectAsync, ProblemError, type Result, unwrap } from '../problem.ts';
import { CategoryNumbers, isMissing } from './columns.ts';
import { imagesOf, type NamedImage } from './imageNames.ts';
import { withinMemory } from './memory.ts';
import type { ColumnRule } from './settings.ts';
import { detached } from './strings.ts';

/** What a data file holds, as a person must know it to say which of it is features and which is the target. */
export type FileContents = TableContents | ArraysContents | ImagesContents;

export interface TableContents {
  readonly kind: 'table';
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean;
  readonly columns: readonly ColumnFacts[];
  readonly rows: number;
  /** What stands between two cells. */
  readonly delimiter: string;
  /** The first few rows, cells as they stand in the file. */
  readonly first: readonly (readonly string[])[];
}

export interface ColumnFacts {
  readonly name: string;
  /** `number` where every cell that holds something is one. */
  readonly type: 'number' | 'text';
  /** Cells in which a value is missing: they are empty, or say NA, NaN and the like. */
  readonly missing: number;
  /** How many different cells it has; null where they are more than could be classes. */
  readonly distinct: number | null;
  /** How many features it makes one-hot, one for missing values among them where there are any; null for too many. */
  readonly categories: number | null;
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
const LONGEST_CLASS = 1000;

/** As many bytes as tell what a file is. */
const HEAD = 16;

/**
 * Looks into a data file: a table's columns, or the shapes of arrays. Of a table nothing is held but what is told of it;
 * arrays and pictures are read whole. Problems are those of the readers.
 *
 * @param header whether a table's first row names its columns, where that is known
 */
export function readContents(source: ByteSource, file: string, header?: boolean): Promise<Result<FileContents>> {
  return collectAsync(() => withinMemory(() => lookInto(source, file, { header })));
}

async function lookInto(source: ByteSource, file: string, options: TableOptions): Promise<FileContents> {
  const plain = await unpacked(source, file);
  const name = plain === source ? file : file.replace(/\.gz$/i, '');
  if (sniff(await firstBytes(plain, HEAD), name) === 'text') return tableOrTexts(plain, file, options);
  const bytes = await allBytes(source, file);
  const images = sniff(bytes, file) === 'npz' ? imagesOf(unwrap(entryNames(bytes, file))) : [];
  return images.length > 0 ? ofImages(images) : ofArrays(bytes, file);
}

function ofImages(images: readonly NamedImage[]): ImagesContents {
  const counts = new Map<string, number>();
  for (const { label } of images) counts.set(label, (counts.get(label) ?? 0) + 1);
  const names = [...counts.keys()].sort((a, b) => (a < b ? -1 : 1));
  return { kind: 'images', classes: names.map((name) => ({ name, count: counts.get(name) as number })) };
}

/** A table; where its quotes do not close it is one of texts, in which they are characters like any other. */
async function tableOrTexts(source: ByteSource, file: string, options: TableOptions): Promise<TableContents> {
  try {
    return await ofTable(source, file, options);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problems[0]?.code !== 'badQuotes') throw error;
    return ofTable(source, file, { ...options, quoting: false, delimiter: '\t' });
  }
}

async function ofTable(source: ByteSource, file: string, options: TableOptions): Promise<TableContents> {
  let columns: Column[] = [];
  let first: string[][] = [];
  let rows = 0;
  const { delimiter, hasHeader } = await streamTable(source, file, options, (names) => {
    columns = names.map((name) => new Column(name));
    first = [];
    return (cells, row) => {
      if (row < FIRST_ROWS) first.push(cells.map(detached));
      columns.forEach((column, index) => {
        column.take((cells[index] as string).trim());
      });
      rows = row + 1;
    };
  });
  return { kind: 'table', hasHeader, columns: columns.map((column) => column.facts()), rows, delimiter, first };
}

/** What is to be told of a column, gathered cell by cell. */
class Column {
  readonly #name: string;
  readonly #different = new Set<string>();
  readonly #categories = new CategoryNumbers();
  #fewCategories = true;
  #long = false;
  #cells = 0;
  #missing = 0;
  #words = 0;
  #decimalCommas = 0;

  constructor(name: string) {
    this.#name = name;
  }

  take(cell: string): void {
    this.#cells++;
    if (toNumber(cell) === null) {
      if (isMissing(cell)) this.#missing++;
      else this.#words++;
      if (isDecimalComma(cell)) this.#decimalCommas++;
    }
    if (this.#fewCategories) this.#fewCategories = this.#categories.take(cell) !== null;
    if (this.#different.size > MOST_CLASSES || this.#different.has(cell)) return;
    // The texts of a document are no classes, and not to be held.
    if (cell.length <= LONGEST_CLASS) this.#different.add(detached(cell));
    else this.#long = true;
  }

  facts(): ColumnFacts {
    return {
      name: this.#name,
      // Numbers with commas are no words: as numbers they are refused, and it is said why.
      type: this.#words > this.#decimalCommas || this.#missing === this.#cells ? 'text' : 'number',
      missing: this.#missing,
      distinct: this.#long || this.#different.size > MOST_CLASSES ? null : this.#different.size,
      categories: this.#fewCategories ? this.#categories.names().length : null,
    };
  }
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
export function isUsable({ type, missing }: ColumnFacts): boolean {
  return type === 'number' && missing === 0;
}

/** The rule by which a column can be a feature: numbers filled by their mean, words one-hot; null where none can do it. */
export function usualRule({ type, missing, categories }: ColumnFacts): ColumnRule | null {
  if (type === 'number') return missing === 0 ? {} : { missing: 'mean' };
  return categories === null ? null : { encode: 'oneHot' };
}

/** How many features a column makes by a rule; null where that is not known. */
export function featuresOfColumn({ missing, categories }: ColumnFacts, rule: ColumnRule): number | null {
  if (rule.encode !== 'oneHot' || categories === null) return rule.encode === 'oneHot' ? null : 1;
  return categories - (rule.missing === 'drop' && missing > 0 ? 1 : 0);
}
