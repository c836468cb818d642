import { unsound, wrongFormat } from './unsound.ts';

/** A longer text would not fit into a string of the JavaScript engine. */
const MAX_TEXT = 500_000_000;

/**
 * The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else Shift_JIS, which Japanese
 * spreadsheets still save. Throws a ProblemError where it is none of these, or is binary.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes.length > MAX_TEXT) throw wrongFormat(file, 'a text of at most 500 MB');
  const text = decode(bytes, markedEncoding(bytes) ?? 'utf-8') ?? decode(bytes, 'shift_jis');
  if (text === null) throw wrongFormat(file, 'text in UTF-8, UTF-16 or Shift_JIS');
  if (text.includes('\0')) throw unsound(file, 'text', 'it holds zero bytes');
  return text;
}

function markedEncoding([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return null;
}

/** null where the bytes are not of that encoding; a byte order mark is left out. */
function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
