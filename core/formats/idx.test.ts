import { describe, expect, it } from 'vitest';
import { tensor } from '../tensor.ts';
import { failureOf, valueFrom } from '../testing/formats.ts';
import { readIdx } from './idx.ts';

describe('idx', () => {
  it.each([
    [0x08, [1, 255], [1, 255], true],
    [0x09, [1, 255], [1, -1], true],
    [0x0b, [255, 254, 1, 0], [-2, 256], true],
    [0x0c, [255, 255, 255, 254, 0, 1, 0, 0], [-2, 65_536], true],
    [0x0d, [0x3f, 0xc0, 0, 0, 0xbf, 0x80, 0, 0], [1.5, -1], false],
    [0x0e, [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xbf, 0xf0, 0, 0, 0, 0, 0, 0], [1.5, -1], false],
  ])('reads type %i', (type, data, expected, integers) => {
    const bytes = Uint8Array.from([0, 0, type, 2, 0, 0, 0, 2, 0, 0, 0, 1, ...data]);
    expect(valueFrom(readIdx(bytes, 'a-idx2-ubyte'))).toEqual({ tensor: tensor([2, 1], expected), integers });
  });

  it.each([
    ['no type', [0, 0, 7, 1, 0, 0, 0, 0], 'name no type'],
    ['no dimensions', [0, 0, 8, 0], 'name no type'],
    ['nothing', [], 'name no type'],
    ['half a header', [0, 0, 8, 3, 0, 0], 'it ends within its header'],
    ['too few numbers', [0, 0, 8, 1, 0, 0, 0, 3, 1], 'the header names 3 bytes of numbers, the file holds 1'],
    ['too many numbers', [0, 0, 8, 1, 0, 0, 0, 1, 1, 2], 'the header names 1 bytes of numbers, the file holds 2'],
    ['a huge shape', [0, 0, 8, 2, ...Array<number>(8).fill(255)], 'too large'],
  ])('refuses %s', (_, data, reason) => {
    const failure = failureOf(readIdx(Uint8Array.from(data), 'a.idx'));
    expect(failure).toContain("fileFormat: The file 'a.idx' is not a sound idx file (");
    expect(failure).toContain(reason);
  });
});
