import { decode } from 'fast-png';
import { Unzlib } from 'fflate';
import { joined } from './byteSource.ts';
import type { Image } from './image.ts';
import { unsound, wrongFormat } from './unsound.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** The chunks that pixels are made of. Others are left out: some hold packed bytes of their own, of any size. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** Samples a pixel, by colour type: grey, colour, index into a palette, grey with alpha, colour with alpha. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly interlaced: boolean;
}

/** The size that a PNG declares (its first chunk, https://www.w3.org/TR/png-3/#11IHDR). */
export function pngHeader(bytes: Uint8Array, file: string): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(12) !== 0x49484452) throw unsound(file, 'PNG', 'it ends within its header');
  const [depth = 0, colour = 0, , , interlace = 0] = bytes.subarray(24, 29);
  const header = { width: view.getUint32(16), height: view.getUint32(20), depth, colour, interlaced: interlace === 1 };
  const depths = colour === 0 ? [1, 2, 4, 8, 16] : colour === 3 ? [1, 2, 4, 8] : [8, 16];
  if (!CHANNELS[colour] || !depths.includes(depth)) throw unsound(file, 'PNG', 'its header names no kind of pixels');
  if (header.interlaced && depth < 8) {
    throw wrongFormat(file, 'a PNG image that is not interlaced, or has at least 8 bits a sample');
  }
  return header;
}

/** Decodes a PNG of a size that was judged before. Errors of the library come from the bytes. */
export function decodePng(bytes: Uint8Array, file: string): Image {
  const header = pngHeader(bytes, file);
  const chunks = keptChunks(bytes, file);
  checkPixels(chunks.data, rawSize(header), file);
  const { width, height, data, palette, transparency } = decode(joined(Uint8Array.from(SIGNATURE), ...chunks.all));
  const channels = CHANNELS[header.colour] as number;
  const most = 2 ** header.depth - 1;
  const sample = samplesOf(data, width * channels, header.depth);
  const byte = (index: number) => Math.round((sample(index) * 255) / most);
  /** Whether a pixel has the one colour that counts as transparent. */
  const hidden = (at: number) => {
    if (transparency?.length !== channels) return false;
    return transparency.every((value, channel) => sample(at + channel) === value);
  };
  const pixels = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [at, to] = [pixel * channels, pixel * 4];
    if (header.colour === 3) {
      const entry = palette?.[sample(at)];
      if (!entry) throw unsound(file, 'PNG', 'its palette lacks a colour');
      pixels.set(entry, to);
      pixels[to + 3] = entry[3] ?? 255;
      continue;
    }
    const grey = channels <= 2;
    pixels[to] = byte(at);
    pixels[to + 1] = grey ? (pixels[to] as number) : byte(at + 1);
    pixels[to + 2] = grey ? (pixels[to] as number) : byte(at + 2);
    pixels[to + 3] = channels % 2 === 0 ? byte(at + channels - 1) : hidden(at) ? 0 : 255;
  }
  return { width, height, pixels };
}

/** Reads the sample at an index, packed or not; rows of packed ones begin at a byte of their own. */
function samplesOf(data: ArrayLike<number>, perRow: number, depth: number): (index: number) => number {
  if (depth >= 8) return (index) => data[index] as number;
  const perByte = 8 / depth;
  const rowBytes = Math.ceil(perRow / perByte);
  return (index) => {
    const column = index % perRow;
    const byte = data[Math.floor(index / perRow) * rowBytes + Math.floor(column / perByte)] as number;
    return (byte >> (8 - depth * ((column % perByte) + 1))) & (2 ** depth - 1);
  };
}

/** The chunks that are kept, each with its length, name and checksum, and what is packed in those of pixels. */
function keptChunks(bytes: Uint8Array, file: string): { all: Uint8Array[]; data: Uint8Array[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [all, data]: [Uint8Array[], Uint8Array[]] = [[], []];
  for (let at: number = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) break;
    if (KEPT.has(name)) all.push(bytes.subarray(at, end));
    if (name === 'IDAT') data.push(bytes.subarray(at + 8, end - 4));
    if (name === 'IEND') return { all, data };
    at = end;
  }
  throw unsound(file, 'PNG', 'it is cut short');
}

/** Bytes of the pixels before they are packed: a byte for the filter and the samples, each row (of each Adam7 pass). */
function rawSize({ width, height, depth, colour, interlaced }: Header): number {
  const bits = depth * (CHANNELS[colour] as number);
  const size = (columns: number, rows: number) => (columns > 0 ? rows * (1 + Math.ceil((columns * bits) / 8)) : 0);
  if (!interlaced) return size(width, height);
  const passes = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
  ] as const;
  return passes.reduce(
    (sum, [x, y, xStep, yStep]) =>
      sum + size(Math.max(0, Math.ceil((width - x) / xStep)), Math.max(0, Math.ceil((height - y) / yStep))),
    0,
  );
}

/** Bytes taken in at a time; deflate makes at most a thousandfold of them before the size is looked at. */
const PIECE = 16 * 1024;

/** Makes sure that the pixels unpack to just as many bytes as the header says: the library would take any number. */
function checkPixels(packed: readonly Uint8Array[], expected: number, file: string): void {
  let found = 0;
  const stream = new Unzlib((part) => {
    found += part.length;
    if (found > expected) throw unsound(file, 'PNG', 'it holds more pixels than its header says');
  });
  for (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += PIECE) stream.push(chunk.subarray(at, at + PIECE), false);
  }
  stream.push(new Uint8Array(), true);
  if (found < expected) throw unsound(file, 'PNG', 'it holds fewer pixels than its header says');
}
