import type { NumericArray } from '../formats/array.ts';
import { readArrays } from '../formats/arrays.ts';
import { readTable, type Table, toNumber } from '../formats/csv.ts';
import { gunzip } from '../formats/gzip.ts';
import { sniff } from '../formats/sniff.ts';
import { type Problem, ProblemError, problem, type Result, unwrap } from '../problem.ts';
import { Random } from '../random.ts';
import { firstNonFinite, sizeOf, type Tensor, tensor } from '../tensor.ts';
import { generatorOf } from './generators/index.ts';
import type { ArraysSource, GeneratedSource, Source, TableSource } from './settings.ts';
import type { RawTargets } from './targets.ts';

/** How files are reached: core knows paths only as names that the host understands. */
export interface FileHost {
  read(path: string): Promise<Result<Uint8Array>>;
}

/** Rows as a source gives them: nothing derived, nothing standardised. */
export interface RawData {
  /** What messages call the source: a file, or a generator. */
  readonly file: string;
  /** `[N, F]`. */
  readonly x: Tensor;
  /** The names of the F features. */
  readonly names: readonly string[];
  readonly target: RawTargets | null;
}

/**
 * Reads a source. Throws a ProblemError for what is wrong with it.
 *
 * @param names the features a model was trained on; a table is then asked for these, whatever else it holds
 */
export function loadSource(source: Source, host: FileHost, names?: readonly string[]): Promise<RawData> {
  switch (source.kind) {
    case 'generated':
      return Promise.resolve(loadGenerated(source));
    case 'table':
      return loadTable(source, host, names);
    case 'arrays':
      return loadArrays(source, host);
  }
}

function loadGenerated({ generator: name, samples, noise, seed }: GeneratedSource): RawData {
  const generator = generatorOf(name);
  if (!generator) throw new Error(`there is no generator '${name}'`);
  const { x, target } = generator.generate(samples, noise, new Random(seed, 'data', name));
  return {
    file: name,
    x: tensor([samples, generator.features], x),
    names: generator.featureNames,
    target: { kind: 'numbers', values: tensor([samples], target), classes: generator.classes },
  };
}

async function loadTable({ path, features, target }: TableSource, host: FileHost, names?: readonly string[]) {
  const table = openTable(unwrap(await host.read(path)), path);
  if (table.rows.length === 0) throw new ProblemError(problem('emptyData', { file: path }));
  const column = (name: string): number => {
    const at = columnIndex(table, name);
    if (at !== null) return at;
    throw new ProblemError(problem('columnMissing', { file: path, column: name, known: table.columns.join(', ') }));
  };
  const targetColumn = target === undefined ? null : column(target);
  const wanted = names ?? (features === 'all' ? null : features);
  const chosen = wanted
    ? wanted.map(column)
    : table.columns.map((_, index) => index).filter((index) => index !== targetColumn);
  return {
    file: path,
    x: numericColumns(table, chosen, path),
    names: chosen.map((index) => table.columns[index] as string),
    target: targetColumn === null ? null : targetOf(table, targetColumn, path),
  };
}

/** A table's file, unpacked where it is gzipped. */
export function openTable(bytes: Uint8Array, file: string): Table {
  const plain = sniff(bytes, file) === 'gzip' ? unwrap(gunzip(bytes, file)) : bytes;
  return unwrap(readTable(plain, file));
}

/** A column by its name, or by its number from 0 where the table has no header. */
export function columnIndex({ columns }: Table, name: string): number | null {
  const at = columns.indexOf(name);
  return at < 0 ? null : at;
}

const MOST_PROBLEMS = 10;

function numericColumns(table: Table, columns: readonly number[], file: string): Tensor {
  const data = new Float32Array(table.rows.length * columns.length);
  const problems: Problem[] = [];
  table.rows.forEach((cells, row) => {
    columns.forEach((column, index) => {
      const cell = cells[column] as string;
      const value = toNumber(cell);
      // A number too large for 32 bits would turn into infinity on the way.
      if (value !== null && Number.isFinite(Math.fround(value))) {
        data[row * columns.length + index] = value;
      } else if (problems.length < MOST_PROBLEMS) {
        const name = table.columns[column] as string;
        problems.push(problem('notNumeric', { file, row: row + 1, column: name, value: JSON.stringify(cell) }));
      }
    });
  });
  if (problems.length > 0) throw new ProblemError(...problems);
  return tensor([table.rows.length, columns.length], data);
}

/** A column of numbers where every cell is one, else of words. An empty cell is a fault either way. */
function targetOf(table: Table, column: number, file: string): RawTargets {
  const cells = table.rows.map((row) => (row[column] as string).trim());
  const numbers = cells.map(toNumber);
  if (numbers.every((value) => value !== null)) {
    return { kind: 'numbers', values: tensor([cells.length], Float32Array.from(numbers as number[])), classes: null };
  }
  const empty = cells.indexOf('');
  if (empty >= 0) {
    const details = { file, row: empty + 1, column: table.columns[column] as string, value: 'an empty cell' };
    throw new ProblemError(problem('emptyCell', details));
  }
  return { kind: 'text', cells };
}

async function loadArrays({ x, target, scale }: ArraysSource, host: FileHost): Promise<RawData> {
  const features = rowsOf(await loadArray(x, host, 'x'), x);
  const data = scale === 1 ? features.data : features.data.map((value) => value * scale);
  const names = Array.from({ length: features.shape[1] as number }, (_, index) => String(index));
  const raw = { file: x, x: { shape: features.shape, data }, names };
  if (target === undefined) return { ...raw, target: null };
  const truth = (await loadArray(target, host, 'target')).tensor;
  const [rows = 0] = truth.shape;
  if (rows !== features.shape[0]) {
    const details = { file: x, rows: features.shape[0] as number, other: target, targets: rows };
    throw new ProblemError(problem('rowsDiffer', details));
  }
  checkFinite(truth, target);
  const values = truth.shape.length === 1 ? truth : rowsOf({ tensor: truth, integers: false }, target);
  return { ...raw, target: { kind: 'numbers', values, classes: null } };
}

/** `file#key`, or a file with one array, or one whose array has the name it is wanted for. */
async function loadArray(path: string, host: FileHost, wanted: string): Promise<NumericArray> {
  const hash = path.lastIndexOf('#');
  const [file, key] = hash < 0 ? [path, null] : [path.slice(0, hash), path.slice(hash + 1)];
  const arrays = unwrap(readArrays(unwrap(await host.read(file)), file));
  const known = [...arrays.keys()].join(', ');
  const found = arrays.get(key ?? wanted) ?? (key === null && arrays.size === 1 ? [...arrays.values()][0] : undefined);
  if (found) return found;
  if (key !== null) throw new ProblemError(problem('arrayMissing', { file, key, known }));
  throw new ProblemError(problem('arrayChoice', { file, known, first: [...arrays.keys()][0] ?? '' }));
}

/** Rows beyond two dimensions are flattened; a single dimension is one feature a row. */
function rowsOf({ tensor: { shape, data } }: NumericArray, file: string): Tensor {
  const [rows, ...rest] = shape;
  if (rows === undefined) {
    throw new ProblemError(problem('arrayShape', { file, shape: '', expected: 'one row a sample' }));
  }
  if (rows === 0) throw new ProblemError(problem('emptyData', { file }));
  const matrix = tensor([rows, sizeOf(rest)], data);
  checkFinite(matrix, file);
  return matrix;
}

function checkFinite({ shape, data }: Tensor, file: string): void {
  const at = firstNonFinite(data);
  if (at < 0) return;
  const columns = shape[1] ?? 1;
  const details = { file, row: Math.floor(at / columns), column: at % columns, value: String(data[at]) };
  throw new ProblemError(problem('notFiniteCell', details));
}
