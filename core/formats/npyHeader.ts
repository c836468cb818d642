import { elementCount } from './array.ts';
import { type ElementType, elementTypes } from './elements.ts';
import { quote, unsound } from './unsound.ts';

/** The head of an npy file; the format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
export interface NpyHeader {
  /** NumPy's name of the type, such as `<f4`. */
  readonly dtype: string;
  /** null where the elements are not numbers: texts, records, Python objects, complex numbers. */
  readonly type: ElementType | null;
  readonly littleEndian: boolean;
  /** Whether the first index runs fastest, instead of the last. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** The product of `shape`. */
  readonly count: number;
  /** The byte that the elements start at. */
  readonly dataStart: number;
}

export const NPY_MAGIC = '\x93NUMPY';

/** NumPy refuses longer headers too, unless told otherwise. */
const MAX_HEADER = 10_000;

const types = new Map<string, ElementType>([
  ['b1', elementTypes.bool],
  ['u1', elementTypes.u8],
  ['i1', elementTypes.i8],
  ['u2', elementTypes.u16],
  ['i2', elementTypes.i16],
  ['u4', elementTypes.u32],
  ['i4', elementTypes.i32],
  ['u8', elementTypes.u64],
  ['i8', elementTypes.i64],
  ['f2', elementTypes.f16],
  ['f4', elementTypes.f32],
  ['f8', elementTypes.f64],
]);

/** Reads and checks the head; throws a ProblemError for `file`. */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  if (!isNpy(bytes)) throw unsound(file, 'npy', "it does not begin with '\\x93NUMPY'");
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) throw unsound(file, 'npy', `its version is ${version}, not 1, 2 or 3`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) throw unsound(file, 'npy', `it ends after ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER) throw unsound(file, 'npy', `its header takes ${length} bytes, more than ${MAX_HEADER}`);
  const dataStart = start + length;
  if (dataStart > bytes.length) throw unsound(file, 'npy', 'it ends within its header');
  const fields = parseFields(new TextDecoder('utf-8').decode(bytes.subarray(start, dataStart)));
  if (!fields) throw unsound(file, 'npy', "its header is no Python dict of 'descr', 'fortran_order' and 'shape'");
  const count = elementCount(fields.shape);
  if (count === null) throw unsound(file, 'npy', `its shape ${quote(fields.shape.join(', '))} is too large`);
  const [, order = '', name = ''] = /^([<>|=]?)([a-zA-Z]\d*)$/.exec(fields.dtype) ?? [];
  return { ...fields, type: types.get(name) ?? null, littleEndian: order !== '>', count, dataStart };
}

export function isNpy(bytes: Uint8Array): boolean {
  return [...NPY_MAGIC].every((character, index) => bytes[index] === character.charCodeAt(0));
}

/** How a message speaks of an array that does not hold numbers. */
export function notNumbers({ dtype }: NpyHeader): string {
  return `an array of numbers (its dtype is ${quote(dtype)})`;
}

/** The values that NumPy writes; a tuple has a comma behind its first number, and Python 2 put an L behind each. */
const values = {
  descr: /'[^'\\]*'|"[^"\\]*"|\[.*\]/suy,
  fortran_order: /True|False/uy,
  shape: /\(\s*(?:\d+L?\s*,\s*(?:\d+L?\s*,\s*)*(?:\d+L?\s*)?)?\)/uy,
} as const;

/**
 * The three fields of the header, each exactly once; null for anything else. The header is a Python expression, of which
 * this reads just what NumPy writes, and never evaluates anything.
 */
function parseFields(header: string): Pick<NpyHeader, 'dtype' | 'fortranOrder' | 'shape'> | null {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const found: Partial<Record<keyof typeof values, string>> = {};
  if (!take(/\s*\{\s*/uy)) return null;
  while (!take(/\}\s*$/uy)) {
    const key = take(/(['"])(descr|fortran_order|shape)\1\s*:\s*/uy)?.[2] as keyof typeof values | undefined;
    const value = key && take(values[key])?.[0];
    if (!key || !value || found[key] || !take(/\s*(?:,\s*|(?=\}))/uy)) return null;
    found[key] = value;
  }
  const { descr, fortran_order: order, shape } = found;
  if (!descr || !order || !shape) return null;
  return {
    dtype: descr.startsWith('[') ? descr : descr.slice(1, -1),
    fortranOrder: order === 'True',
    shape: shape.match(/\d+/g)?.map(Number) ?? [],
  };
}
