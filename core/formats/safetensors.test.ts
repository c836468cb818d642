import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor } from '../tensor.ts';
import { anyTensors, failureOf, fromBase64, mutations, toBytes, valueFrom } from '../testing/formats.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

/** A file of this header, told as text or as the object it spells, and `dataSize` bytes behind it. */
function fileOf(header: unknown, dataSize = 0): Uint8Array {
  const json =
    header instanceof Uint8Array ? header : toBytes(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataSize);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

function entry(shape: unknown, begin: unknown, end: unknown, dtype: unknown = 'F32') {
  return { dtype, shape, data_offsets: [begin, end] };
}

const valid = writeSafetensors(
  new Map([
    ['linear1.weight', tensor([2, 3], [1, 2, 3, 4, 5, 6])],
    ['linear1.bias', tensor([2], [7, 8])],
    ['scalar', tensor([], [9])],
  ]),
  { gradwire: '{"format":"gradwire"}' },
);

describe('safetensors', () => {
  it('gives back what was written, in order', () => {
    const texts = fc.dictionary(fc.string(), fc.string(), { maxKeys: 4 });
    fc.assert(
      fc.property(anyTensors, texts, (tensors, metadata) => {
        const bytes = writeSafetensors(tensors, metadata);
        const read = valueFrom(readSafetensors(bytes, 'w.safetensors'));
        expect(read.tensors).toEqual(tensors);
        expect({ ...read.metadata }).toEqual({ ...metadata });
        expect(read.integers.size).toBe(0);
      }),
    );
  });

  it('keeps the order of names that objects would move, and starts the data at a multiple of 8', () => {
    const names = ['b', '10', '__proto__', '2', 'a'];
    const bytes = writeSafetensors(new Map(names.map((name) => [name, tensor([1], [1])])), {});
    expect([...valueFrom(readSafetensors(bytes, 'w')).tensors.keys()]).toEqual(names);
    expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
    expect(bytes.length % 4).toBe(0);
  });

  it('reads what the reference implementation wrote', () => {
    const bytes = fromBase64(
      'AAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJrIjoidiJ9LCJiIjp7ImR0eXBlIjoiSTY0Iiwic2hhcGUiOlsyLDJdLCJkYXRhX29mZnNldHMiOlswLDMyXX0sImQiOnsiZHR5cGUiOiJGNjQiLCJzaGFwZSI6WzAsMl0sImRhdGFfb2Zmc2V0cyI6WzMyLDMyXX0sImEiOnsiZHR5cGUiOiJGMTYiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOlszMiwzNl19LCJjIjp7ImR0eXBlIjoiQk9PTCIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbMzYsMzddfX0gICAgICAgAQAAAAAAAAACAAAAAAAAAAMAAAAAAAAABAAAAAAAAAAAOAC+AQ==',
    );
    const { tensors, integers, metadata } = valueFrom(readSafetensors(bytes, 'py.safetensors'));
    expect(tensors).toEqual(
      new Map([
        ['b', tensor([2, 2], [1, 2, 3, 4])],
        ['d', tensor([0, 2], [])],
        ['a', tensor([2], [0.5, -1.5])],
        ['c', tensor([], [1])],
      ]),
    );
    expect(integers).toEqual(new Set(['b', 'c']));
    expect({ ...metadata }).toEqual({ k: 'v' });
  });

  it.each([
    ['F64', Float64Array.of(0.1, -2, 1e300), [0.1, -2, Number.POSITIVE_INFINITY], false],
    ['BF16', Uint16Array.of(0x3f80, 0xc020, 0x7fc0), [1, -2.5, Number.NaN], false],
    ['F16', Uint16Array.of(0x3c00, 0x8001, 0x7bff, 0xfc00), [1, -(2 ** -24), 65504, Number.NEGATIVE_INFINITY], false],
    ['I64', BigInt64Array.of(-5n, 2n ** 40n), [-5, 2 ** 40], true],
    ['I32', Int32Array.of(-5, 70_000), [-5, 70_000], true],
    ['I16', Int16Array.of(-5, 300), [-5, 300], true],
    ['I8', Int8Array.of(-5, 100), [-5, 100], true],
    ['U64', BigUint64Array.of(2n ** 63n), [2 ** 63], true],
    ['U32', Uint32Array.of(2 ** 31), [2 ** 31], true],
    ['U16', Uint16Array.of(65_535), [65_535], true],
    ['U8', Uint8Array.of(255), [255], true],
    ['BOOL', Uint8Array.of(0, 1, 2), [0, 1, 1], true],
  ])('widens %s to float32', (dtype, values, expected, integer) => {
    const bytes = fileOf({ t: entry([values.length], 0, values.byteLength, dtype) }, values.byteLength);
    bytes.set(new Uint8Array(values.buffer), bytes.length - values.byteLength);
    const { tensors, integers } = valueFrom(readSafetensors(bytes, 'w'));
    expect(tensors.get('t')).toEqual(tensor([expected.length], expected));
    expect(integers.has('t')).toBe(integer);
  });

  it('shares no memory with the file, not even with a Buffer of Node', () => {
    const file = Buffer.from(valid);
    const { tensors } = valueFrom(readSafetensors(file, 'w'));
    file.fill(0);
    expect(tensors.get('linear1.bias')).toEqual(tensor([2], [7, 8]));
  });

  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'it ends after 0 bytes'],
    ['an empty header', new Uint8Array(9), 'its header is empty'],
    ['a header beyond the file', valid.subarray(0, 20), 'bytes, but only 12 follow'],
    ['a huge header', new Uint8Array(16).fill(255), 'larger than 100 MB'],
    ['a header of other bytes', fileOf(Uint8Array.of(0x7b, 0xff, 0x7d)), 'not UTF-8'],
    ['a header of text', fileOf('{"a":'), 'not JSON'],
    ['a deep header', fileOf('['.repeat(200_000)), 'not JSON'],
    ['a header with a list', fileOf([]), 'not a JSON object'],
    ['a header with null', fileOf('null'), 'not a JSON object'],
    ['metadata in a list', fileOf({ __metadata__: ['a'] }), "'__metadata__' is not an object"],
    ['metadata with a number', fileOf({ __metadata__: { a: 1 } }), "metadata 'a' is not a string"],
    ['an entry of text', fileOf({ a: 'F32' }), "tensor 'a' is not described by an object"],
    ['no dtype', fileOf({ a: { shape: [], data_offsets: [0, 4] } }, 4), "tensor 'a' has no 'dtype'"],
    ['no shape', fileOf({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4), "tensor 'a' has no 'shape'"],
    ['no offsets', fileOf({ a: { dtype: 'F32', shape: [] } }), "tensor 'a' has no 'data_offsets'"],
    ['an unknown dtype', fileOf({ a: entry([1], 0, 1, 'F8_E4M3') }, 1), "tensor 'a' has the unknown dtype 'F8_E4M3'"],
    ['a dtype of the prototype', fileOf({ a: entry([1], 0, 1, 'constructor') }, 1), 'unknown dtype'],
    ['a negative extent', fileOf({ a: entry([-1], 0, 4) }, 4), "tensor 'a' has a shape"],
    ['a fractional extent', fileOf({ a: entry([0.5], 0, 2) }, 2), "tensor 'a' has a shape"],
    ['a huge shape', fileOf({ a: entry([2 ** 30, 2 ** 30], 0, 4) }, 4), "tensor 'a' has a shape"],
    ['a shape of text', fileOf({ a: entry('4', 0, 4) }, 4), "tensor 'a' has a shape"],
    ['reversed offsets', fileOf({ a: entry([1], 4, 0) }, 4), "tensor 'a' ends at byte 0, before it begins at 4"],
    ['three offsets', fileOf({ a: { ...entry([1], 0, 4), data_offsets: [0, 4, 8] } }, 4), 'not two whole numbers'],
    ['fractional offsets', fileOf({ a: entry([1], 0.5, 4.5) }, 8), 'not two whole numbers'],
    ['negative offsets', fileOf({ a: entry([1], -4, 0) }, 4), 'not two whole numbers'],
    ['a wrong size', fileOf({ a: entry([2], 0, 4) }, 4), "tensor 'a' takes 8 bytes by its shape, but 4 by its offsets"],
    ['offsets out of range', fileOf({ a: entry([2], 0, 8) }, 4), "tensor 'a' ends at byte 8, but the data ends at 4"],
    ['overlap', fileOf({ a: entry([2], 0, 8), b: entry([1], 4, 8) }, 8), "tensors 'a' and 'b' overlap"],
    ['a gap', fileOf({ a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12), "4 bytes before tensor 'b' belong to none"],
    ['bytes behind', fileOf({ a: entry([1], 0, 4) }, 6), '2 bytes at its end belong to no tensor'],
    [
      'a name twice',
      fileOf('{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\\u0061":{}}'),
      "has the key 'a' twice",
    ],
    ['a field twice', fileOf('{"a":{"dtype":"F32","dtype":"F32","shape":[0],"data_offsets":[0,0]}}'), "'dtype' twice"],
  ])('refuses %s', (_, bytes, reason) => {
    const failure = failureOf(readSafetensors(bytes, 'w.safetensors'));
    expect(failure).toContain("badSafetensors: 'w.safetensors' is not a sound safetensors file: ");
    expect(failure).toContain(reason);
  });

  it('names a tensor with a long name on one short line', () => {
    const failure = failureOf(readSafetensors(fileOf({ [`a\n${'b'.repeat(10_000)}`]: 1 }), 'w'));
    expect(failure).not.toContain('\n');
    expect(failure.length).toBeLessThan(200);
  });

  it('takes any bytes without throwing', () => {
    const header = fc.json().map((json) => fileOf(json, 4));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), header, mutations(valid)), (bytes) => {
        const result = readSafetensors(bytes, 'w');
        expect(result.ok || result.problems.every(({ code }) => code === 'badSafetensors')).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('checks a large hostile header fast', () => {
    const many = Array.from(
      { length: 100_000 },
      (_, index) => `"t${index}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`,
    );
    const escapes = `{"__metadata__":{"a":"${'\\"'.repeat(2_000_000)}"}}`;
    const start = performance.now();
    expect(valueFrom(readSafetensors(fileOf(`{${many.join(',')}}`), 'w')).tensors.size).toBe(100_000);
    expect(valueFrom(readSafetensors(fileOf(escapes), 'w')).metadata.a).toHaveLength(2_000_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
