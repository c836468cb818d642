import { isDecimalComma, streamTable, type TableOptions, type TakeRow, toNumber } from '../formats/csv.ts';
import { FloatList } from '../formats/floatList.ts';
import { type Problem, ProblemError, problem } from '../problem.ts';
import { firstNonFinite, tensor } from '../tensor.ts';
import {
  CategoryNumbers,
  categoryOf,
  type FeatureColumn,
  featureNames,
  isMissing,
  MOST_CATEGORIES,
  oneHot,
  ruleOf,
  sortedCategories,
} from './columns.ts';
import { type FileHost, openFile } from './files.ts';
import type { TableSource } from './settings.ts';
import type { Learnt, RawData } from './sources.ts';
import { Names } from './strings.ts';
import type { RawTargets } from './targets.ts';

const MOST_PROBLEMS = 10;

type Warn = (warning: Problem) => void;

/**
 * Reads the chosen columns of a table, row by row: nothing else of the file is kept. Throws a ProblemError for what is
 * wrong with it.
 *
 * @param like what a model was trained on, which is then asked for in place of the source's own features
 */
export async function loadTable(
  source: TableSource,
  host: FileHost,
  like?: Learnt,
  warn: Warn = () => {},
): Promise<RawData> {
  const { path, target } = source;
  const asked: readonly FeatureColumn[] | null = like
    ? (like.columns ?? like.names.map((name) => ({ name })))
    : source.features === 'all'
      ? null
      : source.features.map((name) => ({ name, ...ruleOf(source, name) }));
  let reader = null as RowReader | null;
  await streamTable(await openFile(path, host), path, rowOptions(source, asked), (columns) => {
    const place = (name: string): number => {
      const at = columns.indexOf(name);
      if (at >= 0) return at;
      throw new ProblemError(problem('columnMissing', { file: path, column: name, known: columns.join(', ') }));
    };
    const others = () => columns.filter((name) => name !== target).map((name) => ({ name, ...ruleOf(source, name) }));
    reader = new RowReader({
      file: path,
      features: (asked ?? others()).map((column) => ({ ...column, at: place(column.name) })),
      target: target === undefined ? null : { ...ruleOf(source, target), name: target, at: place(target) },
      // A row that is to be predicted is not left out: its answer is waited for.
      mayDrop: !like || target !== undefined,
    });
    return reader.take;
  });
  return (reader as RowReader).data(warn);
}

/** How a table's rows are read. @param features the columns that are asked for; null for all there are */
export function rowOptions(
  { header, target }: Pick<TableSource, 'header' | 'target'>,
  features: readonly { readonly name: string }[] | null,
): TableOptions {
  const names = (features ?? []).map(({ name }) => name);
  return { header, asked: target === undefined ? names : [...names, target] };
}

type Placed<T> = T & { readonly at: number };

interface Wanted {
  readonly file: string;
  readonly features: readonly Placed<FeatureColumn>[];
  readonly target: Placed<FeatureColumn> | null;
  readonly mayDrop: boolean;
}

/** Takes rows, and keeps of them a number a feature column and the target. */
class RowReader {
  readonly #wanted: Wanted;
  /** A number or the number of a category, a column each; NaN where a number is missing. */
  readonly #values = new FloatList();
  readonly #line: Float32Array;
  readonly #categories: readonly (CategoryNumbers | ReadonlyMap<string, number> | null)[];
  readonly #targets: string[] = [];
  readonly #names = new Names();
  readonly #problems: Problem[] = [];
  readonly #unknown: Problem[] = [];
  /** The first targets that are empty, and that hold nothing in any way. */
  #emptyTarget: Gap | null = null;
  #missingTarget: Gap | null = null;
  #rows = 0;
  #leftOut = 0;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.#line = new Float32Array(wanted.features.length);
    this.#categories = wanted.features.map(({ encode, categories }) =>
      encode !== 'oneHot'
        ? null
        : categories
          ? new Map(categories.map((name, at) => [name, at]))
          : new CategoryNumbers(),
    );
  }

  readonly take: TakeRow = (cells, row) => {
    const { features, target } = this.#wanted;
    let whole = true;
    for (let index = 0; index < features.length; index++) {
      const column = features[index] as Placed<FeatureColumn>;
      const cell = cells[column.at] as string;
      const categories = this.#categories[index];
      // A row that is left out still says what categories there are, so that their number is that of the file.
      this.#line[index] = categories ? this.#category(categories, cell, row, column) : this.#number(cell, row, column);
      if (whole && this.#leaves(column, cell)) whole = false;
    }
    if (!whole || (target && this.#leaves(target, cells[target.at] as string))) {
      this.#leftOut++;
      return;
    }
    this.#rows++;
    for (const value of this.#line) this.#values.push(value);
    if (target) this.#truth((cells[target.at] as string).trim(), row);
  };

  #truth(cell: string, row: number): void {
    if (isMissing(cell)) this.#missingTarget ??= { row, cell };
    if (cell === '') this.#emptyTarget ??= { row, cell };
    this.#targets.push(this.#names.keep(cell));
  }

  #leaves({ missing }: FeatureColumn, cell: string): boolean {
    return missing === 'drop' && this.#wanted.mayDrop && isMissing(cell);
  }

  #number(cell: string, row: number, column: Placed<FeatureColumn>): number {
    const value = toNumber(cell);
    // A number too large for 32 bits would turn into infinity on the way.
    if (value !== null && Number.isFinite(Math.fround(value))) return value;
    const missing = isMissing(cell);
    if (missing && (column.missing === 'mean' || column.missing === 'median')) return Number.NaN;
    if (!(missing && this.#leaves(column, cell))) this.#refuse(cell, row, column, missing);
    return 0;
  }

  #category(
    categories: CategoryNumbers | ReadonlyMap<string, number>,
    cell: string,
    row: number,
    column: Placed<FeatureColumn>,
  ): number {
    const { name, missing } = column;
    if (missing === 'drop' && isMissing(cell)) {
      if (!this.#wanted.mayDrop) this.#refuse(cell, row, column, true);
      return -1;
    }
    const number = categories instanceof CategoryNumbers ? categories.take(cell) : categories.get(categoryOf(cell));
    if (number !== undefined && number !== null) return number;
    const { file } = this.#wanted;
    if (number === null) {
      const reason = `it has more than ${MOST_CATEGORIES} different values, or long texts`;
      throw new ProblemError(problem('notCategories', { file, column: name, reason }));
    }
    if (this.#unknown.length < MOST_PROBLEMS) {
      const known = [...(categories as ReadonlyMap<string, number>).keys()].join(', ');
      const details = { file, row: row + 1, column: name, value: cell.trim().slice(0, 100), known };
      this.#unknown.push(problem('unknownCategory', details, { severity: 'warning' }));
    }
    return -1;
  }

  #refuse(cell: string, row: number, { name }: FeatureColumn, missing: boolean): void {
    const details = { file: this.#wanted.file, row: row + 1, column: name, value: shown(cell) };
    this.#problems.push(problem(missing ? 'emptyCell' : isDecimalComma(cell) ? 'decimalComma' : 'notNumeric', details));
    if (this.#problems.length === MOST_PROBLEMS) throw new ProblemError(...this.#problems);
  }

  data(warn: Warn): RawData {
    const { file, features } = this.#wanted;
    if (this.#problems.length > 0) throw new ProblemError(...this.#problems);
    if (this.#rows === 0) throw new ProblemError(problem('allLeftOut', { file }));
    this.#unknown.forEach(warn);
    const cells = this.#values.toArray();
    const columns = features.map(({ at: _, ...column }, index) => this.#inOrder(column, index, cells));
    return {
      file,
      x: oneHot(cells, columns, file),
      names: featureNames(columns),
      target: this.#targetsOf(),
      ...(columns.some(({ encode, missing }) => encode ?? missing) && { columns }),
      ...(this.#leftOut > 0 && { leftOut: this.#leftOut }),
    };
  }

  /** The column with its categories sorted, by which its cells are numbered anew. */
  #inOrder(column: FeatureColumn, index: number, cells: Float32Array): FeatureColumn {
    const found = this.#categories[index];
    if (!(found instanceof CategoryNumbers)) return column;
    const names = found.names();
    const categories = sortedCategories(names);
    const places = names.map((name) => categories.indexOf(name));
    for (let at = index; at < cells.length; at += this.#wanted.features.length) {
      cells[at] = places[cells[at] as number] as number;
    }
    return { ...column, categories } as FeatureColumn;
  }

  /**
   * A column of numbers where every cell is one, else of words. An empty cell is a fault either way, and so is another
   * sign of a missing value among numbers; among words it is one.
   */
  #targetsOf(): RawTargets | null {
    const { file, target } = this.#wanted;
    const cells = this.#targets;
    if (!target) return null;
    const numbers = cells.map(toNumber);
    const isNumeric = cells.every((cell, row) => numbers[row] !== null || isMissing(cell));
    const gap = isNumeric ? this.#missingTarget : this.#emptyTarget;
    if (gap) {
      const details = { file, row: gap.row + 1, column: target.name, value: shown(gap.cell) };
      throw new ProblemError(problem('emptyCell', details));
    }
    if (!isNumeric) return { kind: 'text', cells };
    const values = tensor([cells.length], Float32Array.from(numbers as number[]));
    const row = firstNonFinite(values.data);
    if (row >= 0) {
      const details = { file, row: row + 1, column: target.name, value: shown(cells[row] as string) };
      throw new ProblemError(problem('notNumeric', details));
    }
    return { kind: 'numbers', values, classes: null, cells };
  }
}

/** A cell in which a value is missing. */
interface Gap {
  readonly row: number;
  readonly cell: string;
}

function shown(cell: string): string {
  return cell.trim() === '' ? 'an empty cell' : JSON.stringify(cell);
}
