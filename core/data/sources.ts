import type { NumericArray } from '../formats/array.ts';
import { readArrays } from '../formats/arrays.ts';
import { readTable, type Table, type TableOptions } from '../formats/csv.ts';
import { gunzip } from '../formats/gzip.ts';
import { sniff } from '../formats/sniff.ts';
import { collect, type Problem, ProblemError, problem, type Result, unwrap } from '../problem.ts';
import { Random } from '../random.ts';
import { firstNonFinite, sizeOf, type Tensor, tensor } from '../tensor.ts';
import { addressParts } from './address.ts';
import type { FeatureColumn } from './columns.ts';
import { type FileHost, readFile } from './files.ts';
import { generatorOf } from './generators/index.ts';
import { loadImages } from './imageSource.ts';
import type { ArraysSource, GeneratedSource, Source } from './settings.ts';
import { loadTable } from './tableSource.ts';
import type { RawTargets } from './targets.ts';
import { loadText } from './textSource.ts';
import type { TextRows } from './texts.ts';

/** Rows as a source gives them: nothing derived, nothing standardised. */
export interface RawData {
  /** What messages call the source: a file, or a generator. */
  readonly file: string;
  /** `[N, F]`. */
  readonly x: Tensor;
  /** The names of the F features. */
  readonly names: readonly string[];
  readonly target: RawTargets | null;
  /** What the features were made of, where some columns of a table have rules; missing numbers are NaN in `x`. */
  readonly columns?: readonly FeatureColumn[] | undefined;
  /** Rows that were left out since a value is missing in them. */
  readonly leftOut?: number | undefined;
  /** The texts that the rows were made of. */
  readonly texts?: TextRows | undefined;
}

/** The features a model was trained on, and how they were made of columns where that took rules. */
export type Learnt = Pick<RawData, 'names' | 'columns'>;

/**
 * Reads a source. Throws a ProblemError for what is wrong with it.
 *
 * @param like what a model was trained on; a table is then asked for this, whatever else it holds
 * @param warn is told of categories that `like` does not know
 */
export function loadSource(
  source: Source,
  host: FileHost,
  like?: Learnt,
  warn?: (warning: Problem) => void,
): Promise<RawData> {
  switch (source.kind) {
    case 'generated':
      return Promise.resolve(loadGenerated(source));
    case 'table':
      return loadTable(source, host, like, warn);
    case 'arrays':
      return loadArrays(source, host);
    case 'text':
      return loadText(source, host);
    case 'images':
      return loadImages(source, host);
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

/** A table's file, unpacked where it is gzipped. */
export function openTable(bytes: Uint8Array, file: string, options?: TableOptions): Result<Table> {
  return collect(() => {
    const plain = sniff(bytes, file) === 'gzip' ? unwrap(gunzip(bytes, file)) : bytes;
    return unwrap(readTable(plain, file, options));
  });
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
  const { path: file, key: named } = addressParts(path);
  const key = named === '' ? null : named;
  const arrays = unwrap(readArrays(await readFile(file, host), file));
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
