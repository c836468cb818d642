import { describe, expect, it } from 'vitest';
import { tensor } from '../tensor.ts';
import { failureOf, toBytes, valueFrom } from '../testing/formats.ts';
import { readArrays } from './arrays.ts';
import { gzip } from './gzip.ts';
import { writeNpy } from './npy.ts';
import { writeNpz } from './npz.ts';
import { writeSafetensors } from './safetensors.ts';
import { sniff } from './sniff.ts';

const array = tensor([2], [1, 2]);
const named = new Map([['x', array]]);
const idx = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 1, 2);

const files = {
  npy: writeNpy(array),
  npz: writeNpz(named),
  safetensors: writeSafetensors(named, {}),
  idx,
  gzip: gzip(idx),
  text: toBytes('x,y\n1,2\n'),
} as const;

describe('sniff', () => {
  it.each(Object.entries(files))('tells %s by its content, whatever its name', (kind, bytes) => {
    expect(sniff(bytes, 'data.bin')).toBe(kind);
    if (kind !== 'text') expect(sniff(bytes, 'data.csv')).toBe(kind);
  });

  it.each([
    ['w.safetensors', 'safetensors'],
    ['x.NPY', 'npy'],
    ['x.npz', 'npz'],
    ['train-images-idx3-ubyte', 'idx'],
    ['train-images.idx3-ubyte', 'idx'],
    ['x.csv.gz', 'gzip'],
    ['x.csv', 'text'],
    ['x', 'text'],
  ])('tells a damaged %s by its name', (name, kind) => {
    expect(sniff(toBytes('12345678{'), name)).toBe(kind);
    expect(sniff(new Uint8Array(0), name)).toBe(kind);
  });
});

describe('readArrays', () => {
  it.each([
    ['npy', '', false],
    ['idx', '', true],
    ['npz', 'x', false],
    ['safetensors', 'x', false],
  ] as const)('opens %s, packed or not', (kind, key, integers) => {
    const expected = new Map([[key, { tensor: array, integers }]]);
    expect(valueFrom(readArrays(files[kind], 'data'))).toEqual(expected);
    expect(valueFrom(readArrays(gzip(files[kind]), 'data.gz'))).toEqual(expected);
  });

  it('refuses texts and what is packed twice', () => {
    expect(failureOf(readArrays(files.text, 'x.csv'))).toContain('not an array in npy, npz, idx or safetensors');
    expect(failureOf(readArrays(gzip(files.text), 'x.csv.gz'))).toContain('not an array in npy');
    expect(failureOf(readArrays(gzip(files.gzip), 'x.gz.gz'))).toContain('it is packed more than once');
  });

  it('speaks of the file as the user named it', () => {
    expect(failureOf(readArrays(gzip(toBytes('none')), 'x.npy.gz'))).toContain(
      "The file 'x.npy.gz' is not a sound npy file",
    );
  });
});
