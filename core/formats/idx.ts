import { collect, type Result } from '../problem.ts';
import { elementCount, type NumericArray } from './array.ts';
import { decodeElements, type ElementType, elementTypes } from './elements.ts';
import { unsound } from './unsound.ts';

/** The third byte of the file. */
const types = new Map<number | undefined, ElementType>([
  [0x08, elementTypes.u8],
  [0x09, elementTypes.i8],
  [0x0b, elementTypes.i16],
  [0x0c, elementTypes.i32],
  [0x0d, elementTypes.f32],
  [0x0e, elementTypes.f64],
]);

/**
 * Reads the format of the MNIST files: two zero bytes, the type, the number of dimensions, an extent of 32 bits for each
 * dimension, then the numbers; everything big-endian (http://yann.lecun.com/exdb/mnist/). Values stay as they are
 * stored, so that pixels run from 0 to 255. What is wrong with the file is the Problem `fileFormat`.
 */
export function readIdx(bytes: Uint8Array, file: string): Result<NumericArray> {
  return collect(() => {
    const type = types.get(bytes[2]);
    if (!isIdx(bytes) || !type) throw unsound(file, 'idx', 'its first four bytes name no type and dimensions');
    const rank = bytes[3] as number;
    const dataStart = 4 + 4 * rank;
    if (bytes.length < dataStart) throw unsound(file, 'idx', 'it ends within its header');
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
    const count = elementCount(shape);
    if (count === null) throw unsound(file, 'idx', `its shape [${shape.slice(0, 8).join(', ')}] is too large`);
    const body = bytes.subarray(dataStart);
    if (body.length !== count * type.size) {
      throw unsound(
        file,
        'idx',
        `the header names ${count * type.size} bytes of numbers, the file holds ${body.length}`,
      );
    }
    return { tensor: { shape, data: decodeElements(type, body, false) }, integers: type.integer };
  });
}

/** Whether the first four bytes are those of an idx file. */
export function isIdx(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && types.has(bytes[2]) && (bytes[3] ?? 0) > 0;
}
