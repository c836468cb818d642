import { collect, ProblemError, problem, type Result } from '../problem.ts';
import type { Tensor } from '../tensor.ts';
import { decodeElements, encodeFloats } from './elements.ts';
import { checkHeader } from './safetensorsHeader.ts';

/** What a safetensors file holds; the format: https://huggingface.co/docs/safetensors. */
export interface SafetensorsFile {
  /** In the order of their data. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The names of those that were stored as integers or booleans. */
  readonly integers: ReadonlySet<string>;
  /** `__metadata__`, without a prototype; empty where the file has none. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** As the reference implementation has it. */
const MAX_HEADER = 100_000_000;

/**
 * Reads F64, F32, F16, BF16, I64 … I8, U64 … U8 and BOOL as float32; `[]` is a scalar, and an extent may be 0.
 * Whatever is wrong with the file is the Problem `badSafetensors`, which names the tensor at fault.
 */
export function readSafetensors(bytes: Uint8Array, file: string): Result<SafetensorsFile> {
  return collect(() => {
    const unsound = (reason: string) => new ProblemError(problem('badSafetensors', { file, reason }));
    if (bytes.length < 8) throw unsound(`it ends after ${bytes.length} bytes`);
    const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
    if (length === 0n) throw unsound('its header is empty');
    if (length > MAX_HEADER) throw unsound('its header is larger than 100 MB');
    const dataStart = 8 + Number(length);
    if (dataStart > bytes.length) {
      throw unsound(`its header takes ${length} bytes, but only ${bytes.length - 8} follow`);
    }
    const json = decodeUtf8(bytes.subarray(8, dataStart));
    if (json === null) throw unsound('its header is not UTF-8');
    const data = bytes.subarray(dataStart);
    const { entries, metadata } = checkHeader(json, data.length, unsound);
    const tensors = new Map<string, Tensor>();
    const integers = new Set<string>();
    for (const { name, type, shape, begin, end } of entries) {
      tensors.set(name, { shape, data: decodeElements(type, data.subarray(begin, end), true) });
      if (type.integer) integers.add(name);
    }
    return { tensors, integers, metadata };
  });
}

/**
 * Writes every tensor as F32, in the order of the map; the header is padded with spaces so that the data starts at a
 * multiple of 8 bytes. The same input gives the same bytes.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  if (tensors.has('__metadata__')) throw new Error("a tensor cannot be named '__metadata__'");
  // The header is put together by hand, since an object would move names such as '0' to the front.
  const fields = Object.keys(metadata).length > 0 ? [`"__metadata__":${JSON.stringify(metadata)}`] : [];
  let size = 0;
  for (const [name, { shape, data }] of tensors) {
    const entry = { dtype: 'F32', shape, data_offsets: [size, size + data.byteLength] };
    fields.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    size += data.byteLength;
  }
  const json = new TextEncoder().encode(`{${fields.join(',')}}`);
  const dataStart = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(dataStart + size).fill(0x20, 8, dataStart);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(dataStart - 8), true);
  bytes.set(json, 8);
  let at = dataStart;
  for (const { data } of tensors.values()) {
    bytes.set(encodeFloats(data), at);
    at += data.byteLength;
  }
  return bytes;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
