import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyName, failureOf, toBytes, valueFrom } from '../testing/formats.ts';
import { entryNames, MOST_ENTRIES, unzip, zip } from './zip.ts';

describe('zip', () => {
  it('gives back what was packed', () => {
    const anyFile = fc.tuple(
      // A name that ends with a slash is a folder.
      anyName.filter((name) => !name.endsWith('/') && name !== '__proto__'),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
    );
    fc.assert(
      fc.property(fc.uniqueArray(anyFile, { selector: ([name]) => name, maxLength: 5 }), (files) => {
        expect(valueFrom(unzip(zip(new Map(files)), 'a.zip'))).toEqual(new Map(files));
      }),
    );
  });

  it('holds so many entries, and refuses more', () => {
    const empty = new Uint8Array();
    const entries = new Map(Array.from({ length: MOST_ENTRIES }, (_, index) => [String(index), empty]));
    expect(valueFrom(unzip(zip(entries, true), 'a.zip')).size).toBe(MOST_ENTRIES);
    expect(() => zip(entries.set('one', empty).set('more', empty), true)).toThrow(RangeError);
  });

  it.each([
    ['Shift_JIS, as Windows writes it', [0x94, 0x4c, 0x2f, 0x31], '猫/1'],
    ['a character with a backslash in it', [0x95, 0x5c, 0x2f, 0x31], '表/1'],
    ['UTF-8 that is not marked', [0xe7, 0x8c, 0xab, 0x2f, 0x31], '猫/1'],
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9, 0x2f, 0x31], 'café/1'],
  ])('reads names in %s', (_, raw, name) => {
    const stand = 'x'.repeat(raw.length);
    const bytes = zip(new Map([[stand, toBytes('1')]]), true);
    const from = (at: number) =>
      bytes.findIndex(
        (_, index) => index >= at && stand.split('').every((c, i) => bytes[index + i] === c.charCodeAt(0)),
      );
    const first = from(0);
    for (const at of [first, from(first + raw.length)]) bytes.set(raw, at);
    expect([...valueFrom(unzip(bytes, 'a.zip')).keys()]).toEqual([name]);
    expect(valueFrom(entryNames(bytes, 'a.zip'))).toEqual([name]);
    expect(valueFrom(unzip(bytes, 'a.zip', { only: (one) => one === name })).size).toBe(1);
  });

  it('takes names that are marked as UTF-8 as they are', () => {
    const files = new Map([['ätt/1', toBytes('1')]]);
    expect([...valueFrom(unzip(zip(files), 'a.zip')).keys()]).toEqual(['ätt/1']);
  });

  it('makes the same bytes every time', () => {
    const files = new Map([['a.txt', toBytes('a')]]);
    expect(zip(files)).toEqual(zip(files));
    // The date, 1980-01-01, in the form of DOS.
    expect([...zip(files).subarray(10, 14)]).toEqual([0, 0, 0x21, 0]);
  });

  it('refuses to unpack more than the limit', () => {
    const bomb = zip(new Map([['zeros', new Uint8Array(1_000_000)]]));
    expect(bomb.length).toBeLessThan(2000);
    expect(failureOf(unzip(bomb, 'a.zip', { limit: 999_999 }))).toContain('fileFormat');
    expect(valueFrom(unzip(bomb, 'a.zip', { limit: 1_000_000 })).get('zeros')).toHaveLength(1_000_000);
  });

  it('unpacks no more than what an entry declares', () => {
    const bomb = zip(new Map([['zeros', new Uint8Array(1_000_000)]]));
    const view = new DataView(bomb.buffer);
    const directory = view.getUint32(bomb.length - 6, true);
    view.setUint32(directory + 24, 10, true);
    expect(valueFrom(unzip(bomb, 'a.zip')).get('zeros')).toHaveLength(10);
  });

  it('refuses an entry that declares more than its bytes can hold, before it makes room for that', () => {
    const liar = zip(new Map([['a', toBytes('a short text')]]));
    const view = new DataView(liar.buffer);
    const directory = view.getUint32(liar.length - 6, true);
    view.setUint32(directory + 24, 1_900_000_000, true);
    expect(failureOf(unzip(liar, 'a.zip'))).toContain('1900000000 bytes');
  });

  it('refuses entries that share their bytes', () => {
    const packed = zip(new Map([['0', new Uint8Array(1_000_000)]]));
    const start = new DataView(packed.buffer).getUint32(packed.length - 6, true);
    const [contents, end] = [packed.subarray(0, start), packed.slice(packed.length - 22)];
    const records = Array.from({ length: 5 }, (_, index) => {
      const record = packed.slice(start, packed.length - 22);
      record[46] = 0x30 + index;
      return [...record];
    });
    new DataView(end.buffer).setUint16(8, records.length, true);
    const bomb = Uint8Array.from([...contents, ...records.flat(), ...end]);
    expect(failureOf(unzip(bomb, 'a.zip'))).toContain('its entries overlap');
  });

  it('refuses a name that stands twice or would vanish', () => {
    const named = (from: string, to: string, files: readonly string[]) => {
      const packed = zip(new Map(files.map((name) => [name, toBytes('1')])));
      const text = Buffer.from(packed).toString('latin1').replaceAll(from, to);
      return Uint8Array.from(Buffer.from(text, 'latin1'));
    };
    expect(failureOf(unzip(named('b.npy', 'a.npy', ['a.npy', 'b.npy']), 'a'))).toContain("entries are named 'a.npy'");
    expect(failureOf(unzip(named('--proto--', '__proto__', ['--proto--']), 'a'))).toContain("named '__proto__'");
  });

  it('refuses what is cut short or no zip', () => {
    const bytes = zip(new Map([['a', toBytes('some text')]]));
    for (const part of [bytes.subarray(0, bytes.length - 1), bytes.subarray(10), new Uint8Array(0)]) {
      expect(failureOf(unzip(part, 'a.zip'))).toMatch(/^fileFormat: The file 'a.zip' is not a sound zip file/);
    }
  });
});
