import { decode as decodeJpeg } from 'jpeg-js';
import { collect, ProblemError, type Result } from '../problem.ts';
import { decodePng, isPng, pngHeader } from './png.ts';
import { unsound, wrongFormat } from './unsound.ts';

/** A picture in full: rows from the top, four bytes a pixel (red, green, blue, opacity). */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Larger pictures are photographs that somebody should make smaller first; decoded, this many take 100 MB. */
const MOST_PIXELS = 25_000_000;
const MOST_SIDE = 20_000;

/**
 * Decodes a PNG or a JPEG, the same way on every machine: told by content, not by name. Its size is judged before anything
 * is allocated for it. What is wrong with the file is the Problem `fileFormat`.
 */
export function readImage(bytes: Uint8Array, file: string): Result<Image> {
  return collect(() => {
    const png = isPng(bytes);
    if (!png && !isJpeg(bytes)) throw wrongFormat(file, 'a PNG or JPEG image');
    const { width, height } = png ? pngHeader(bytes, file) : jpegSize(bytes, file);
    if (width < 1 || height < 1) throw unsound(file, 'image', `it is ${width} by ${height} pixels`);
    if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS) {
      throw wrongFormat(
        file,
        `an image of at most ${MOST_PIXELS / 1e6} megapixels (it is ${width} by ${height} pixels)`,
      );
    }
    try {
      if (png) return decodePng(bytes, file);
      const limits = { maxResolutionInMP: MOST_PIXELS / 1e6, maxMemoryUsageInMB: 512 };
      const { data } = decodeJpeg(bytes, { useTArray: true, formatAsRGBA: true, tolerantDecoding: false, ...limits });
      if (data.length !== 4 * width * height) throw unsound(file, 'JPEG', 'it declares several sizes');
      return { width, height, pixels: data };
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      // The libraries throw errors of several kinds, all of which come from the bytes.
      throw unsound(file, png ? 'PNG' : 'JPEG', error instanceof Error ? error.message : String(error));
    }
  });
}

function isJpeg([first, second, third]: Uint8Array): boolean {
  return first === 0xff && second === 0xd8 && third === 0xff;
}

/** The size in the frame header, found by going from segment to segment (ITU-T T.81, B.2.2). */
function jpegSize(bytes: Uint8Array, file: string): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1] as number;
    // Any number of these may stand before a marker, to fill up.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  throw unsound(file, 'JPEG', 'it has no header with its size');
}

/**
 * A picture brought to another size and to numbers from 0 to 1: each cell of the result is the mean over the area that it
 * covers, each pixel counting with its share. What is transparent lies on white.
 *
 * @param channels 1 for grey, `0.299 R + 0.587 G + 0.114 B` (ITU-R BT.601); 3 for red, green and blue
 * @returns `[channels, height, width]`, flattened
 */
export function resample({ width, height, pixels }: Image, size: ImageSize): Float32Array {
  const columns = overlaps(width, size.width);
  const rows = overlaps(height, size.height);
  const plane = size.width * size.height;
  const result = new Float32Array(size.channels * plane);
  for (const [row, sources] of rows.entries()) {
    for (const [column, across] of columns.entries()) {
      let [red, green, blue] = [0, 0, 0];
      for (const { at: y, share: down } of sources) {
        for (const { at: x, share } of across) {
          const pixel = 4 * (y * width + x);
          const weight = down * share;
          const opacity = (pixels[pixel + 3] as number) / 255;
          const white = 255 * (1 - opacity);
          red += weight * (white + opacity * (pixels[pixel] as number));
          green += weight * (white + opacity * (pixels[pixel + 1] as number));
          blue += weight * (white + opacity * (pixels[pixel + 2] as number));
        }
      }
      const cell = row * size.width + column;
      if (size.channels === 1) {
        result[cell] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
      } else {
        result[cell] = red / 255;
        result[plane + cell] = green / 255;
        result[2 * plane + cell] = blue / 255;
      }
    }
  }
  return result;
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** Which of `from` pixels each of `to` cells covers, and how much of the cell each makes up. */
function overlaps(from: number, to: number): { readonly at: number; readonly share: number }[][] {
  const scale = from / to;
  return Array.from({ length: to }, (_, cell) => {
    const [start, end] = [cell * scale, (cell + 1) * scale];
    const covered: { at: number; share: number }[] = [];
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) {
      const share = (Math.min(end, at + 1) - Math.max(start, at)) / scale;
      if (share > 0) covered.push({ at, share });
    }
    return covered;
  });
}
