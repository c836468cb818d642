/**
 * The types of number that files store, and how each becomes float32. Integers beyond 2^24 and float64 are rounded to
 * the nearest float32, which is all that a kernel computes with.
 */
export interface ElementType {
  /** Bytes an element. */
  readonly size: number;
  /** Whether the values are whole numbers, booleans included. */
  readonly integer: boolean;
  /** Elements in the byte order of this machine. */
  readonly widen: (elements: ArrayBuffer) => Float32Array;
}

export const elementTypes = {
  bool: { size: 1, integer: true, widen: (raw) => new Float32Array(new Uint8Array(raw).map((byte) => (byte ? 1 : 0))) },
  u8: { size: 1, integer: true, widen: (raw) => new Float32Array(new Uint8Array(raw)) },
  i8: { size: 1, integer: true, widen: (raw) => new Float32Array(new Int8Array(raw)) },
  u16: { size: 2, integer: true, widen: (raw) => new Float32Array(new Uint16Array(raw)) },
  i16: { size: 2, integer: true, widen: (raw) => new Float32Array(new Int16Array(raw)) },
  u32: { size: 4, integer: true, widen: (raw) => new Float32Array(new Uint32Array(raw)) },
  i32: { size: 4, integer: true, widen: (raw) => new Float32Array(new Int32Array(raw)) },
  u64: { size: 8, integer: true, widen: (raw) => Float32Array.from(new BigUint64Array(raw), Number) },
  i64: { size: 8, integer: true, widen: (raw) => Float32Array.from(new BigInt64Array(raw), Number) },
  f16: { size: 2, integer: false, widen: (raw) => Float32Array.from(new Uint16Array(raw), halfToNumber) },
  bf16: { size: 2, integer: false, widen: widenBfloat },
  f32: { size: 4, integer: false, widen: (raw) => new Float32Array(raw) },
  f64: { size: 8, integer: false, widen: (raw) => new Float32Array(new Float64Array(raw)) },
} as const satisfies Record<string, ElementType>;

const hostIsLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The numbers in `bytes`, whose length must be a multiple of the type's size; shares no memory with `bytes`. */
export function decodeElements(type: ElementType, bytes: Uint8Array, littleEndian: boolean): Float32Array {
  // Not slice(): on Node's Buffer it gives a view, which would be neither aligned nor free of the file.
  const own = new Uint8Array(bytes);
  if (littleEndian !== hostIsLittle) reverseEach(own, type.size);
  return type.widen(own.buffer);
}

/** `data` as little-endian float32, in memory of its own. */
export function encodeFloats(data: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  if (!hostIsLittle) reverseEach(bytes, 4);
  return bytes;
}

function reverseEach(bytes: Uint8Array, size: number): void {
  if (size === 1) return;
  for (let start = 0; start < bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}

/** IEEE 754 binary16: a sign bit, five of exponent, ten of mantissa. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function widenBfloat(raw: ArrayBuffer): Float32Array {
  return new Float32Array(Uint32Array.from(new Uint16Array(raw), (bits) => bits << 16).buffer);
}
