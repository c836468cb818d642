import { streamTable, type TakeRow, toNumber } from '../formats/csv.ts';
import { FloatList } from '../formats/floatList.ts';
import { type Problem, ProblemError, problem } from '../problem.ts';
import { tensor } from '../tensor.ts';
import { type FileHost, openFile } from './files.ts';
import type { TableSource } from './settings.ts';
import type { RawData } from './sources.ts';
import { Names } from './strings.ts';
import type { RawTargets } from './targets.ts';

const MOST_PROBLEMS = 10;

/**
 * Reads the chosen columns of a table, row by row: nothing else of the file is kept. Throws a ProblemError for what is
 * wrong with it.
 *
 * @param names the features a model was trained on, which are then asked for in place of the source's own
 */
export async function loadTable(source: TableSource, host: FileHost, names?: readonly string[]): Promise<RawData> {
  const { path, target } = source;
  const features = names ?? (source.features === 'all' ? null : source.features);
  let into = new Columns(path, [], [], target === undefined ? null : 0);
  await streamTable(await openFile(path, host), path, {}, (columns) => {
    const column = (name: string): number => {
      const at = columns.indexOf(name);
      if (at >= 0) return at;
      throw new ProblemError(problem('columnMissing', { file: path, column: name, known: columns.join(', ') }));
    };
    const targetColumn = target === undefined ? null : column(target);
    const chosen = features
      ? features.map(column)
      : columns.map((_, index) => index).filter((index) => index !== targetColumn);
    into = new Columns(path, columns, chosen, targetColumn);
    return into.take;
  });
  return into.data();
}

/** Takes rows, and keeps of them the features as numbers and the target. */
class Columns {
  readonly #file: string;
  readonly #columns: readonly string[];
  readonly #features: readonly number[];
  readonly #target: number | null;
  readonly #values = new FloatList();
  readonly #targets: string[] = [];
  readonly #names = new Names();
  readonly #problems: Problem[] = [];
  #rows = 0;

  constructor(file: string, columns: readonly string[], features: readonly number[], target: number | null) {
    this.#file = file;
    this.#columns = columns;
    this.#features = features;
    this.#target = target;
  }

  readonly take: TakeRow = (cells, row) => {
    this.#rows++;
    for (const column of this.#features) {
      const cell = cells[column] as string;
      const value = toNumber(cell);
      // A number too large for 32 bits would turn into infinity on the way.
      const sound = value !== null && Number.isFinite(Math.fround(value));
      this.#values.push(sound ? value : 0);
      if (!sound) this.#refuse(cell, row, column);
    }
    if (this.#target !== null) this.#targets.push(this.#names.keep((cells[this.#target] as string).trim()));
  };

  #refuse(cell: string, row: number, column: number): void {
    const name = this.#columns[column] as string;
    const details = { file: this.#file, row: row + 1, column: name, value: JSON.stringify(cell) };
    const comma = /^\s*[+-]?\d+,\d+\s*$/.test(cell);
    this.#problems.push(problem(comma ? 'decimalComma' : 'notNumeric', details));
    if (this.#problems.length === MOST_PROBLEMS) throw new ProblemError(...this.#problems);
  }

  data(): RawData {
    if (this.#problems.length > 0) throw new ProblemError(...this.#problems);
    return {
      file: this.#file,
      x: tensor([this.#rows, this.#features.length], this.#values.toArray()),
      names: this.#features.map((column) => this.#columns[column] as string),
      target: this.#target === null ? null : this.#targetsOf(this.#target),
    };
  }

  /** A column of numbers where every cell is one, else of words. An empty cell is a fault either way. */
  #targetsOf(column: number): RawTargets {
    const cells = this.#targets;
    const numbers = cells.map(toNumber);
    if (numbers.every((value) => value !== null)) {
      return { kind: 'numbers', values: tensor([cells.length], Float32Array.from(numbers as number[])), classes: null };
    }
    const empty = cells.indexOf('');
    if (empty < 0) return { kind: 'text', cells };
    const details = { file: this.#file, row: empty + 1, column: this.#columns[column] as string };
    throw new ProblemError(problem('emptyCell', { ...details, value: 'an empty cell' }));
  }
}
