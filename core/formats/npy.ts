import { collect, type Result } from '../problem.ts';
import { sizeOf, type Tensor } from '../tensor.ts';
import type { NumericArray } from './array.ts';
import { decodeElements, encodeFloats } from './elements.ts';
import { NPY_MAGIC, type NpyHeader, notNumbers, readNpyHeader } from './npyHeader.ts';
import { unsound, wrongFormat } from './unsound.ts';

/**
 * Reads NumPy's `.npy`, versions 1 to 3, of floats, integers or booleans in either byte order, as float32 in C order.
 * What is wrong with the file is the Problem `fileFormat`.
 */
export function readNpy(bytes: Uint8Array, file: string): Result<NumericArray> {
  return collect(() => decodeNpy(bytes, file, readNpyHeader(bytes, file)));
}

/** The array behind a header that was read from the same bytes; throws a ProblemError for `file`. */
export function decodeNpy(bytes: Uint8Array, file: string, header: NpyHeader): NumericArray {
  const { type, shape, count, dataStart, littleEndian, fortranOrder } = header;
  if (!type) throw wrongFormat(file, notNumbers(header));
  const body = bytes.subarray(dataStart);
  if (body.length !== count * type.size) {
    const rest = body.length % type.size;
    const held = `${Math.floor(body.length / type.size)}${rest ? ` and ${rest} bytes more` : ''}`;
    throw unsound(file, 'npy', `the header names ${count} numbers, the file holds ${held}`);
  }
  const data = decodeElements(type, body, littleEndian);
  return { tensor: { shape, data: fortranOrder ? toRowMajor(data, shape) : data }, integers: type.integer };
}

/** An npy file of version 1.0: float32, little-endian, C order, its data aligned to 64 bytes as NumPy does. */
export function writeNpy({ shape, data }: Tensor): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`;
  const dataStart = Math.ceil((10 + header.length + 1) / 64) * 64;
  const bytes = new Uint8Array(dataStart + data.byteLength);
  const head = `${NPY_MAGIC}\x01\x00\x00\x00${header}`.padEnd(dataStart - 1).concat('\n');
  for (let index = 0; index < head.length; index++) bytes[index] = head.charCodeAt(index);
  new DataView(bytes.buffer).setUint16(8, dataStart - 10, true);
  bytes.set(encodeFloats(data), dataStart);
  return bytes;
}

/** Numbers stored with the first index running fastest, put into the order where the last one does. */
function toRowMajor(source: Float32Array, shape: readonly number[]): Float32Array {
  const data = new Float32Array(source.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  for (let to = 0, from = 0; to < data.length; to++) {
    data[to] = source[from] as number;
    // Counts the index up by one, the last digit first, and moves along in the source with it.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [digit, stride] = [(index[axis] as number) + 1, strides[axis] as number];
      from += stride;
      index[axis] = digit;
      if (digit < (shape[axis] as number)) break;
      from -= digit * stride;
      index[axis] = 0;
    }
  }
  return data;
}
