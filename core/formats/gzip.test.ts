import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf, fromBase64, mutations, toBytes, valueFrom } from '../testing/formats.ts';
import { gunzip, gzip } from './gzip.ts';

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Bytes that hardly shrink, so that packed members cross the borders of the reader's chunks. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

describe('gzip', () => {
  it('gives back what was packed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1000 }), (bytes) => {
        expect(valueFrom(gunzip(gzip(bytes), 'a.gz'))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it('makes the same bytes every time', () => {
    expect([...gzip(toBytes('a')).subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  });

  it('unpacks all members, wherever they end', () => {
    const python = fromBase64('H4sIAE2LBGsC/8tIzcnJVwAA9vmB7QYAAAAfiwgATYsEawL/K88vykkBAEMRdzoFAAAA');
    expect(new TextDecoder().decode(valueFrom(gunzip(python, 'a.gz')))).toBe('hello world');
    const second = toBytes('second');
    for (let size = 65_460; size < 65_560; size += 3) {
      const first = noise(size);
      const read = valueFrom(gunzip(joined(gzip(first), gzip(second)), 'a.gz'));
      expect(Buffer.compare(read, joined(first, second))).toBe(0);
    }
  });

  it('refuses to unpack more than the limit, whatever size is declared', () => {
    const bomb = gzip(new Uint8Array(3_000_000));
    bomb.fill(0, bomb.length - 4);
    expect(bomb.length).toBeLessThan(4000);
    expect(failureOf(gunzip(bomb, 'a.gz', 2_000_000))).toContain('fileFormat');
  });

  it('refuses what is damaged or cut short anywhere', () => {
    const bytes = gzip(toBytes('some text that is packed, some text that is packed'));
    for (let length = 0; length < bytes.length; length++) {
      expect(failureOf(gunzip(bytes.subarray(0, length), 'a.gz'))).toContain("'a.gz' is not a sound gzip file (");
    }
    const flipped = Uint8Array.from(bytes);
    flipped[bytes.length - 8] = (bytes.at(-8) ?? 0) ^ 1;
    expect(failureOf(gunzip(flipped, 'a.gz'))).toContain('its checksum is wrong');
  });

  it('takes any bytes without throwing', () => {
    const valid = joined(gzip(toBytes('some text, some text')), gzip(toBytes('more')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), mutations(valid)), (bytes) => {
        gunzip(bytes, 'a.gz', 1_000_000);
      }),
      { numRuns: 2000 },
    );
  });
});
