import type { ProblemError } from '../problem.ts';
import { elementCount } from './array.ts';
import { type ElementType, elementTypes } from './elements.ts';
import { duplicateKey } from './jsonKeys.ts';
import { quote } from './unsound.ts';

/** A tensor as the header describes it; `begin` and `end` are bytes from the start of the data. */
export interface TensorEntry {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order of their data, which is the order they were written in. */
  readonly entries: readonly TensorEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

type Unsound = (reason: string) => ProblemError;

const dtypes = new Map<unknown, ElementType>([
  ['F64', elementTypes.f64],
  ['F32', elementTypes.f32],
  ['F16', elementTypes.f16],
  ['BF16', elementTypes.bf16],
  ['I64', elementTypes.i64],
  ['I32', elementTypes.i32],
  ['I16', elementTypes.i16],
  ['I8', elementTypes.i8],
  ['U64', elementTypes.u64],
  ['U32', elementTypes.u32],
  ['U16', elementTypes.u16],
  ['U8', elementTypes.u8],
  ['BOOL', elementTypes.bool],
]);

/**
 * Checks a header against the size of the data behind it, in bytes: every byte must belong to exactly one tensor, so
 * that no file can smuggle anything or read as two things. Throws what `unsound` makes of the reason.
 */
export function checkHeader(json: string, dataSize: number, unsound: Unsound): SafetensorsHeader {
  const header = parseObject(json, unsound);
  const metadata: Record<string, string> = Object.create(null);
  const entries: TensorEntry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') Object.assign(metadata, checkMetadata(value, unsound));
    else entries.push(checkEntry(name, value, unsound));
  }
  entries.sort((first, second) => first.begin - second.begin || first.end - second.end);
  checkCover(entries, dataSize, unsound);
  return { entries, metadata };
}

function parseObject(json: string, unsound: Unsound): object {
  let header: unknown;
  try {
    header = JSON.parse(json);
  } catch {
    throw unsound('its header is not JSON');
  }
  if (!isObject(header)) throw unsound('its header is not a JSON object');
  const twice = duplicateKey(json);
  if (twice !== null) throw unsound(`its header has the key ${quote(twice)} twice`);
  return header;
}

function checkMetadata(value: unknown, unsound: Unsound): object {
  if (!isObject(value)) throw unsound("its '__metadata__' is not an object");
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw unsound(`its metadata ${quote(key)} is not a string`);
  }
  return value;
}

function checkEntry(name: string, value: unknown, unsound: Unsound): TensorEntry {
  const fault = (reason: string) => unsound(`tensor ${quote(name)} ${reason}`);
  if (!isObject(value)) throw fault('is not described by an object');
  const { dtype, shape, data_offsets: offsets } = value as Partial<Record<string, unknown>>;
  for (const key of ['dtype', 'shape', 'data_offsets']) {
    if (!Object.hasOwn(value, key)) throw fault(`has no '${key}'`);
  }
  const type = dtypes.get(dtype);
  if (!type)
    throw fault(typeof dtype === 'string' ? `has the unknown dtype ${quote(dtype)}` : 'has a dtype that is no name');
  const count = Array.isArray(shape) ? elementCount(shape) : null;
  if (count === null) throw fault('has a shape that is no list of whole numbers from 0, or is too large');
  const [begin, end] = Array.isArray(offsets) && offsets.length === 2 ? (offsets as unknown[]) : [];
  if (!isOffset(begin) || !isOffset(end)) throw fault("has 'data_offsets' that are not two whole numbers from 0");
  if (end < begin) throw fault(`ends at byte ${end}, before it begins at ${begin}`);
  if (end - begin !== count * type.size) {
    throw fault(`takes ${count * type.size} bytes by its shape, but ${end - begin} by its offsets`);
  }
  return { name, type, shape: shape as number[], begin, end };
}

function checkCover(entries: readonly TensorEntry[], dataSize: number, unsound: Unsound): void {
  let covered = 0;
  let before = '';
  for (const { name, begin, end } of entries) {
    if (end > dataSize) throw unsound(`tensor ${quote(name)} ends at byte ${end}, but the data ends at ${dataSize}`);
    if (begin < covered) throw unsound(`tensors ${quote(before)} and ${quote(name)} overlap`);
    if (begin > covered) throw unsound(`${begin - covered} bytes before tensor ${quote(name)} belong to none`);
    covered = end;
    before = name;
  }
  if (covered < dataSize) throw unsound(`${dataSize - covered} bytes at its end belong to no tensor`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
