import fc from 'fast-check';
import { encode as encodePng } from 'fast-png';
import { zlibSync } from 'fflate';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { failureOf, valueFrom } from '../testing/formats.ts';
import { joined } from './byteSource.ts';
import { crc32 } from './crc32.ts';
import { readImage, resample } from './image.ts';

const read = (bytes: Uint8Array) => valueFrom(readImage(bytes, 'a.png'));
const failure = (bytes: Uint8Array) => failureOf(readImage(bytes, 'a.png'));

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = joined(new TextEncoder().encode(name), data);
  const bytes = new Uint8Array(8 + named.length);
  new DataView(bytes.buffer).setUint32(0, data.length);
  bytes.set(named, 4);
  new DataView(bytes.buffer).setUint32(4 + named.length, crc32(named, 0));
  return bytes;
}

interface Made {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  /** Filter bytes and samples, before they are packed. */
  readonly raw: readonly number[] | Uint8Array;
  readonly interlace?: number;
  readonly extra?: readonly Uint8Array[];
}

/** A PNG byte by byte, for what no encoder would write. */
function png({ width, height, depth, colour, raw, interlace = 0, extra = [] }: Made): Uint8Array {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([depth, colour, 0, 0, interlace], 8);
  return joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', zlibSync(Uint8Array.from(raw))),
    chunk('IEND', new Uint8Array()),
  );
}

describe('PNG', () => {
  it('gives back colours, grey and opacity', () => {
    const data = Uint8Array.from({ length: 5 * 3 * 4 }, (_, index) => (index * 37) % 256);
    const rgba = read(encodePng({ width: 5, height: 3, data, channels: 4 }));
    expect(rgba).toEqual({ width: 5, height: 3, pixels: data });
    const rgb = read(encodePng({ width: 5, height: 4, data, channels: 3 }));
    expect([...rgb.pixels.subarray(0, 8)]).toEqual([0, 37, 74, 255, 111, 148, 185, 255]);
    const grey = read(encodePng({ width: 10, height: 6, data, channels: 1 }));
    expect([...grey.pixels.subarray(0, 8)]).toEqual([0, 0, 0, 255, 37, 37, 37, 255]);
    const deep = read(encodePng({ width: 2, height: 1, data: Uint16Array.of(65535, 256), channels: 1, depth: 16 }));
    expect([...deep.pixels]).toEqual([255, 255, 255, 255, 1, 1, 1, 255]);
  });

  it('unpacks samples of a bit, two and four, whose rows begin at a byte', () => {
    const bits = read(png({ width: 3, height: 2, depth: 1, colour: 0, raw: [0, 0b10100000, 0, 0b01000000] }));
    expect([...bits.pixels].filter((_, index) => index % 4 === 0)).toEqual([255, 0, 255, 0, 255, 0]);
    const nibbles = read(png({ width: 3, height: 1, depth: 4, colour: 0, raw: [0, 0x0f, 0x80] }));
    expect([...nibbles.pixels].filter((_, index) => index % 4 === 0)).toEqual([0, 255, 136]);
  });

  it('looks colours up in a palette, with opacity, and knows the colour that is none', () => {
    const palette = [chunk('PLTE', Uint8Array.of(1, 2, 3, 4, 5, 6)), chunk('tRNS', Uint8Array.of(9))];
    const indexed = read(png({ width: 2, height: 1, depth: 2, colour: 3, raw: [0, 0b00010000], extra: palette }));
    expect([...indexed.pixels]).toEqual([1, 2, 3, 9, 4, 5, 6, 255]);
    const outside = png({ width: 1, height: 1, depth: 2, colour: 3, raw: [0, 0b11000000], extra: palette });
    expect(failure(outside)).toContain('its palette lacks a colour');
    const clear = chunk('tRNS', Uint8Array.of(0, 7));
    const grey = read(png({ width: 2, height: 1, depth: 8, colour: 0, raw: [0, 7, 8], extra: [clear] }));
    expect([...grey.pixels]).toEqual([7, 7, 7, 0, 8, 8, 8, 255]);
  });

  it('reads what is interlaced', () => {
    // Two by two: the first pass holds the first pixel, the sixth the second, the seventh the row below.
    const raw = [0, 10, 0, 20, 0, 30, 40];
    const { pixels } = read(png({ width: 2, height: 2, depth: 8, colour: 0, raw, interlace: 1 }));
    expect([...pixels].filter((_, index) => index % 4 === 0)).toEqual([10, 20, 30, 40]);
    expect(failure(png({ width: 2, height: 2, depth: 1, colour: 0, raw, interlace: 1 }))).toContain('not interlaced');
  });

  it('judges a size before it allocates for it', () => {
    const huge = png({ width: 0x7fffffff, height: 0x7fffffff, depth: 8, colour: 6, raw: [0] });
    expect(failure(huge)).toContain('at most 25 megapixels');
    expect(failure(png({ width: 25_000, height: 1, depth: 8, colour: 0, raw: [0] }))).toContain('megapixels');
    expect(failure(png({ width: 0, height: 5, depth: 8, colour: 0, raw: [0] }))).toContain('0 by 5 pixels');
  });

  it('unpacks no more than its pixels, and finds them missing', () => {
    const bomb = png({ width: 1, height: 1, depth: 8, colour: 0, raw: new Uint8Array(50_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(failure(bomb)).toContain('more pixels than its header says');
    expect(failure(png({ width: 4, height: 4, depth: 8, colour: 0, raw: [0, 1] }))).toContain('fewer pixels');
    const profile = chunk('iCCP', joined(Uint8Array.of(97, 0, 0), zlibSync(new Uint8Array(50_000_000))));
    expect(read(png({ width: 1, height: 1, depth: 8, colour: 0, raw: [0, 5], extra: [profile] })).pixels[0]).toBe(5);
  });
});

describe('JPEG', () => {
  const data = Uint8Array.from({ length: 16 * 8 * 4 }, (_, index) => (index % 4 === 0 ? 200 : 40));
  const jpeg = new Uint8Array(encodeJpeg({ width: 16, height: 8, data }, 95).data);

  it('comes near to what was packed', () => {
    const { width, height, pixels } = read(jpeg);
    expect([width, height]).toEqual([16, 8]);
    expect(Math.abs((pixels[0] as number) - 200)).toBeLessThan(6);
    expect(Math.abs((pixels[1] as number) - 40)).toBeLessThan(6);
    expect(pixels[3]).toBe(255);
  });

  it('judges a size before it allocates for it', () => {
    const frame = jpeg.findIndex((byte, index) => byte === 0xff && jpeg[index + 1] === 0xc0);
    const lying = Uint8Array.from(jpeg);
    lying.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(failure(lying)).toContain('at most 25 megapixels');
  });
});

it('is no image', () => {
  expect(failure(new TextEncoder().encode('GIF89a'))).toBe("fileFormat: The file 'a.png' is not a PNG or JPEG image.");
});

describe('hostile bytes', () => {
  const data = Uint8Array.from({ length: 9 * 7 * 3 }, (_, index) => (index * 91) % 256);
  const samples = [
    encodePng({ width: 9, height: 7, data, channels: 3 }),
    new Uint8Array(encodeJpeg({ width: 7, height: 6, data: new Uint8Array(7 * 6 * 4).fill(90) }, 50).data),
  ];
  it.each([0, 1])('cut short or changed are an image or a Problem, soon (%i)', (which) => {
    const sound = samples[which] as Uint8Array;
    fc.assert(
      fc.property(
        fc.nat(sound.length),
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 4 }),
        (length, changes) => {
          const bytes = Uint8Array.from(sound);
          for (const [at, value] of changes) bytes[at] = value;
          for (const one of [bytes, bytes.subarray(0, length)]) readImage(one, 'a');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('resample', () => {
  const checker = {
    width: 2,
    height: 2,
    pixels: Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255),
  };

  it('takes the mean of an area, as grey or as planes of colours', () => {
    expect(resample(checker, { width: 1, height: 1, channels: 3 })).toEqual(Float32Array.of(0.5, 0.5, 0.5));
    const grey = resample(checker, { width: 2, height: 2, channels: 1 });
    [0.299, 0.587, 0.114, 1].forEach((value, cell) => {
      expect(grey[cell]).toBeCloseTo(value, 6);
    });
    expect(resample(checker, { width: 2, height: 2, channels: 3 }).subarray(0, 4)).toEqual(Float32Array.of(1, 0, 0, 1));
  });

  it('gives each pixel the share that a cell covers', () => {
    const line = { width: 3, height: 1, pixels: Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255) };
    const [first, second] = resample(line, { width: 2, height: 1, channels: 1 });
    expect(first).toBeCloseTo(2 / 3, 6);
    expect(second).toBeCloseTo(0, 6);
    expect([...resample(line, { width: 6, height: 1, channels: 1 })].map((value) => value > 0.5)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('lays what is transparent on white', () => {
    const clear = { width: 1, height: 1, pixels: Uint8Array.of(0, 0, 0, 0) };
    expect(resample(clear, { width: 1, height: 1, channels: 1 })[0]).toBeCloseTo(1, 6);
  });

  it('keeps the mean of any picture', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(sizes, sizes, fc.infiniteStream(fc.nat(255)), ([width, height], [w, h], noise) => {
        const pixels = Uint8Array.from({ length: 4 * width * height }, (_, i) =>
          i % 4 === 3 ? 255 : (noise.next().value as number),
        );
        const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
        const whole = mean(resample({ width, height, pixels }, { width, height, channels: 3 }));
        expect(mean(resample({ width, height, pixels }, { width: w, height: h, channels: 3 }))).toBeCloseTo(whole, 4);
      }),
    );
  });
});
