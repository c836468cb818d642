/** How columns of a table become features: numbers whose holes are filled, or categories of which one is hot. */
import { toNumber } from '../formats/number.ts';
import { ProblemError, problem } from '../problem.ts';
import { type Tensor, tensor } from '../tensor.ts';
import type { ColumnRule, TableSource } from './settings.ts';
import { detached } from './strings.ts';
import { byCodePoint } from './targets.ts';

/** A column that features are made of: its rule, and what was learnt for it from the data that are trained on. */
export type FeatureColumn = ColumnRule & {
  readonly name: string;
  /** Of a one-hot column: the categories in the order of their features. */
  readonly categories?: readonly string[] | undefined;
  /** What stands in for a missing number. */
  readonly fill?: number | undefined;
};

/** The category of cells that hold nothing; no other can be called so, since such a cell counts as empty too. */
const MISSING = '?';

/** A column of more different cells is no column of categories. */
export const MOST_CATEGORIES = 64;
const LONGEST_CATEGORY = 200;

/** Numbers that the rows of a table may become: 2 GB of them. */
const MOST_NUMBERS = 2 ** 29;

/** Whether a cell says that there is no value: it is empty, or one of NA, N/A, NaN, null and ?, in any case. */
export function isMissing(cell: string): boolean {
  return /^\s*(?:na|n\/a|nan|null|\?)?\s*$/i.test(cell);
}

/** The rule that a source has for a column; a column of numbers without holes needs none. */
export function ruleOf({ columns = {} }: Pick<TableSource, 'columns'>, name: string): ColumnRule {
  return Object.hasOwn(columns, name) ? (columns[name] as ColumnRule) : {};
}

/** What a cell is called as a category. */
export function categoryOf(cell: string): string {
  return isMissing(cell) ? MISSING : cell.trim();
}

/** Numbers the categories of a column as they appear, and holds no more of them than can be features. */
export class CategoryNumbers {
  readonly #numbers = new Map<string, number>();

  /** The number of a cell's category; null where the column has too many, or too long ones. */
  take(cell: string): number | null {
    const name = this.#numbers.has(cell) ? cell : categoryOf(cell);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#numbers.size === MOST_CATEGORIES || name.length > LONGEST_CATEGORY) return null;
    this.#numbers.set(detached(name), this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** In the order of their numbers. */
  names(): string[] {
    return [...this.#numbers.keys()];
  }
}

/** By value where all are numbers, else by code point; what is missing comes last. */
export function sortedCategories(names: readonly string[]): string[] {
  const present = names.filter((name) => name !== MISSING).sort(byCodePoint);
  const values = new Map(present.map((name) => [name, toNumber(name)]));
  if ([...values.values()].every((value) => value !== null)) {
    present.sort((a, b) => (values.get(a) as number) - (values.get(b) as number));
  }
  return names.includes(MISSING) ? [...present, MISSING] : present;
}

/** A feature a column of numbers, and one a category, called `column=category`. */
export function featureNames(columns: readonly FeatureColumn[]): string[] {
  return columns.flatMap(({ name, categories }) => categories?.map((category) => `${name}=${category}`) ?? [name]);
}

/**
 * Rows with one number a column, `[N, C]`, as rows of features, `[N, F]`: the number of a category becomes a 1 at its
 * place among zeros, and a number below 0, which stands for a category that is not known, nothing but zeros.
 */
export function oneHot(cells: Float32Array, columns: readonly FeatureColumn[], file: string): Tensor {
  const rows = columns.length === 0 ? 0 : cells.length / columns.length;
  const features = columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
  if (columns.every(({ categories }) => !categories)) return tensor([rows, features], cells);
  const numbers = rows * features;
  if (numbers > MOST_NUMBERS) {
    throw new ProblemError(problem('tooManyNumbers', { file, rows, features, numbers, most: MOST_NUMBERS }));
  }
  const data = new Float32Array(numbers);
  let from = 0;
  for (let row = 0, to = 0; row < rows; row++) {
    for (const { categories } of columns) {
      const cell = cells[from++] as number;
      if (!categories) data[to] = cell;
      else if (cell >= 0) data[to + cell] = 1;
      to += categories?.length ?? 1;
    }
  }
  return tensor([rows, features], data);
}

/** The places of the features that are 1 or 0 for a category. */
export function oneHotPlaces(columns: readonly FeatureColumn[]): Set<number> {
  return new Set(places(columns).flatMap(({ column, at }) => column.categories?.map((_, index) => at + index) ?? []));
}

/** Where the features of each column begin. */
function places(columns: readonly FeatureColumn[]): { readonly column: FeatureColumn; readonly at: number }[] {
  let next = 0;
  return columns.map((column) => {
    const at = next;
    next += column.categories?.length ?? 1;
    return { column, at };
  });
}

/**
 * The columns with what stands in for a missing number: mean or median of those that the training part has.
 *
 * @param x `[N, F]`, NaN where a number is missing
 * @param rows the training part
 */
export function fitFills(
  x: Tensor,
  columns: readonly FeatureColumn[],
  rows: Uint32Array,
  file: string,
): FeatureColumn[] {
  const features = x.shape[1] as number;
  return places(columns).map(({ column, at }) => {
    const { missing, name } = column;
    if (missing !== 'mean' && missing !== 'median') return column;
    const known = Float64Array.from(rows, (row) => x.data[row * features + at] as number).filter(
      (value) => !Number.isNaN(value),
    );
    if (known.length === 0) throw new ProblemError(problem('nothingToFill', { file, column: name }));
    return { ...column, fill: missing === 'mean' ? mean(known) : median(known) } as FeatureColumn;
  });
}

/** The same rows with each missing number replaced by what its column has for it. */
export function fillMissing(x: Tensor, columns: readonly FeatureColumn[]): Tensor {
  const fills = places(columns).filter(({ column }) => column.fill !== undefined);
  if (fills.length === 0) return x;
  const [rows = 0, features = 0] = x.shape;
  const data = x.data.slice();
  for (const { column, at } of fills) {
    for (let row = 0, cell = at; row < rows; row++, cell += features) {
      if (Number.isNaN(data[cell])) data[cell] = column.fill as number;
    }
  }
  return tensor(x.shape, data);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]] as [number, number];
  return (low + high) / 2;
}
