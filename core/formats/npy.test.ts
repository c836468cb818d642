import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tensor } from '../tensor.ts';
import { anyTensor, failureOf, fromBase64, mutations, toBytes, valueFrom } from '../testing/formats.ts';
import { readNpy, writeNpy } from './npy.ts';

function fileOf(header: string, data: Uint8Array = new Uint8Array(0), version = 1): Uint8Array {
  const text = toBytes(header);
  const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...toBytes('NUMPY'), version, 0, ...length, ...text, ...data]);
}

function headerOf(descr: string, shape: string, fortran = 'False'): string {
  return `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;
}

/** As `numpy.save` of NumPy 1.24 wrote them. */
const numpy = {
  'float64 in Fortran order': {
    file: 'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMSwgMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAAAAAAAAAAAAPg/AAAAAAAA4D8AAAAAAAAAQAAAAAAAAPA/AAAAAAAABEA=',
    tensor: tensor([1, 2, 3], [0, 0.5, 1, 1.5, 2, 2.5]),
    integers: false,
  },
  int64: {
    file: 'k05VTVBZAQB2AHsnZGVzY3InOiAnPGk4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAAAAAAAAAP7/////////AwAAAAAAAAAAAAAAAAEAAA==',
    tensor: tensor([2, 2], [1, -2, 3, 2 ** 40]),
    integers: true,
  },
  float16: {
    file: 'k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDgsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAACAADwAwQEA/3sAfAB+',
    tensor: tensor([8], [0, -0, 1, -2.5, 2 ** -24, 65504, Number.POSITIVE_INFINITY, Number.NaN]),
    integers: false,
  },
  booleans: {
    file: 'k05VTVBZAQB2AHsnZGVzY3InOiAnfGIxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoBAAEB',
    tensor: tensor([2, 2], [1, 0, 1, 1]),
    integers: true,
  },
  'version 3.0': {
    file: 'k05VTVBZAwB0AAAAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAACAPwAAAEA=',
    tensor: tensor([3], [0, 1, 2]),
    integers: false,
  },
};

describe('npy', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(anyTensor, (source) => {
        const bytes = writeNpy(source);
        expect(valueFrom(readNpy(bytes, 'a.npy'))).toEqual({ tensor: source, integers: false });
        expect((bytes.length - source.data.byteLength) % 64).toBe(0);
      }),
    );
  });

  it.each(Object.entries(numpy))('reads %s of NumPy', (_, { file, ...expected }) => {
    expect(valueFrom(readNpy(fromBase64(file), 'a.npy'))).toEqual(expected);
  });

  it.each([
    ['|u1', [7], 7],
    ['|i1', [249], -7],
    ['>u2', [1, 2], 258],
    ['<u2', [1, 2], 513],
    ['>i2', [255, 254], -2],
    ['>u4', [0, 0, 1, 2], 258],
    ['<i4', [254, 255, 255, 255], -2],
    ['>f2', [0xc1, 0], -2.5],
    ['>f4', [0x3f, 0xc0, 0, 0], 1.5],
    ['=f4', [0, 0, 0xc0, 0x3f], 1.5],
    ['>f8', [0xbf, 0xf0, 0, 0, 0, 0, 0, 0], -1],
    ['>i8', [255, 255, 255, 255, 255, 255, 255, 254], -2],
    ['<u8', [0, 1, 0, 0, 0, 0, 0, 0], 256],
  ])('reads %s', (descr, data, value) => {
    const { tensor: read, integers } = valueFrom(
      readNpy(fileOf(headerOf(descr, '()'), Uint8Array.from(data)), 'a.npy'),
    );
    expect(read).toEqual(tensor([], [value]));
    expect(integers).toBe(!descr.includes('f'));
  });

  it('reads a header in another order, with double quotes and the longs of Python 2', () => {
    const header = `{"shape": (2L, 1L), "fortran_order": True, "descr": "|u1"}`;
    expect(valueFrom(readNpy(fileOf(header, Uint8Array.of(1, 2), 2), 'a')).tensor).toEqual(tensor([2, 1], [1, 2]));
  });

  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), "it does not begin with '\\x93NUMPY'"],
    ['version 4', fileOf('', undefined, 4), 'its version is 4, not 1, 2 or 3'],
    ['a cut header', writeNpy(tensor([1], [1])).subarray(0, 30), 'it ends within its header'],
    ['a long header', fileOf(' '.repeat(20_000)), 'its header takes 20000 bytes'],
    [
      'too few numbers',
      fileOf(headerOf('<f4', '(40,)'), new Uint8Array(48)),
      'the header names 40 numbers, the file holds 12',
    ],
    [
      'odd bytes',
      fileOf(headerOf('<f4', '(3,)'), new Uint8Array(14)),
      'names 3 numbers, the file holds 3 and 2 bytes more',
    ],
    ['a huge shape', fileOf(headerOf('<f4', '(9007199254740991, 2)')), 'its shape'],
    ['a number as shape', fileOf(headerOf('<f4', '(3)'), new Uint8Array(12)), 'no Python dict'],
    ['a negative shape', fileOf(headerOf('<f4', '(-3,)')), 'no Python dict'],
    ['an expression', fileOf(headerOf('<f4', '(2*2,)')), 'no Python dict'],
    ['an order that is no boolean', fileOf(headerOf('<f4', '()', '1')), 'no Python dict'],
    ['an empty dict', fileOf('{}'), 'no Python dict'],
    ['a missing field', fileOf("{'descr': '<f4', 'shape': ()}"), 'no Python dict'],
    [
      'a field twice',
      fileOf("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}"),
      'no Python dict',
    ],
    ['more behind the dict', fileOf(`${headerOf('<f4', '()')} import os`), 'no Python dict'],
  ])('refuses %s', (_, bytes, reason) => {
    const failure = failureOf(readNpy(bytes, 'a.npy'));
    expect(failure).toContain("fileFormat: The file 'a.npy' is not a sound npy file (");
    expect(failure).toContain(reason);
  });

  it.each(['<U5', '|O', '<c8', '<M8[ns]', '|V8'])('says that %s is not numbers', (descr) => {
    expect(failureOf(readNpy(fileOf(headerOf(descr, '(1,)'), new Uint8Array(8)), 'a.npy'))).toBe(
      `fileFormat: The file 'a.npy' is not an array of numbers (its dtype is '${descr}').`,
    );
  });

  it('says so of records', () => {
    const header = "{'descr': [('x', '<i4'), ('y', '<f4', (2,))], 'fortran_order': False, 'shape': (1,), }";
    expect(failureOf(readNpy(fileOf(header), 'a.npy'))).toContain('not an array of numbers');
  });

  it('takes any bytes without throwing', () => {
    const valid = writeNpy(tensor([2, 3], [1, 2, 3, 4, 5, 6]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), mutations(valid)), (bytes) => {
        readNpy(bytes, 'a.npy');
      }),
      { numRuns: 2000 },
    );
  });
});
