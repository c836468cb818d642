import { describe, expect, it } from 'vitest';
import { ProblemError } from '../problem.ts';
import { toBytes } from '../testing/formats.ts';
import { decodeText } from './text.ts';

describe('text', () => {
  const utf16 = [...'名,値'].map((character) => character.charCodeAt(0));

  it.each<[string, Uint8Array]>([
    ['UTF-8', toBytes('名,値')],
    ['UTF-8 with a mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...toBytes('名,値')])],
    ['UTF-16, little-endian', Uint8Array.from([0xff, 0xfe, ...utf16.flatMap((unit) => [unit & 255, unit >> 8])])],
    ['UTF-16, big-endian', Uint8Array.from([0xfe, 0xff, ...utf16.flatMap((unit) => [unit >> 8, unit & 255])])],
    ['Shift_JIS', Uint8Array.of(0x96, 0xbc, 0x2c, 0x92, 0x6c)],
  ])('reads %s', (_, bytes) => {
    expect(decodeText(bytes, 'a.csv')).toBe('名,値');
  });

  it('refuses bytes of none of these, and binary files', () => {
    expect(() => decodeText(Uint8Array.of(0x61, 0xff, 0xff), 'a.csv')).toThrow(ProblemError);
    expect(() => decodeText(Uint8Array.of(0x61, 0, 0x62, 0), 'a.csv')).toThrow('it holds zero bytes');
  });
});
