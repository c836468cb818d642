import { type ByteSource, firstBytes } from './byteSource.ts';
import { unsound, wrongFormat } from './unsound.ts';

/** A longer text would not fit into a string of the JavaScript engine. */
const MAX_TEXT = 500_000_000;

/** What is tried of text that carries no mark, in this order: Japanese spreadsheets still save the second. */
const encodings = ['utf-8', 'shift_jis'] as const;

/**
 * The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else Shift_JIS. Throws a ProblemError
 * where it is none of these, or is binary.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes.length > MAX_TEXT) throw wrongFormat(file, 'a text of at most 500 MB');
  for (const encoding of candidates(bytes)) {
    const text = decode(new TextDecoder(encoding, { fatal: true }), bytes, false);
    if (text !== null) return withoutZeros(text, file);
  }
  throw notText(file);
}

/** What so many bytes at the start of a file say in its likeliest encoding, without a byte order mark. */
export function firstText(bytes: Uint8Array, count: number): string {
  return new TextDecoder(candidates(bytes)[0]).decode(bytes.subarray(0, count));
}

/** What bytes may say, in the encodings that `decodeText` knows, the likeliest first. */
export function candidateTexts(bytes: Uint8Array): string[] {
  return candidates(bytes)
    .map((encoding) => decode(new TextDecoder(encoding, { fatal: true }), bytes, false))
    .filter((text) => text !== null);
}

/**
 * Reads a file as text in the encodings that `decodeText` knows, piece by piece, line ends made `\n`. Where the bytes
 * turn out to be of another encoding, `read` is called again for the whole of them, and must start anew.
 */
export async function withText<T>(
  source: ByteSource,
  file: string,
  read: (pieces: AsyncIterable<string>) => Promise<T>,
): Promise<T> {
  for (const encoding of candidates(await firstBytes(source, 2))) {
    try {
      return await read(textPieces(source, file, encoding));
    } catch (error) {
      if (!(error instanceof OtherEncoding)) throw error;
    }
  }
  throw notText(file);
}

class OtherEncoding extends Error {}

async function* textPieces(source: ByteSource, file: string, encoding: string): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let held = '';
  for await (const bytes of source.pieces()) {
    const piece = decode(decoder, bytes, true);
    if (piece === null) throw new OtherEncoding();
    const text = held + withoutZeros(piece, file);
    // A `\r` at the end may belong to a `\n` that is still to come.
    held = text.endsWith('\r') ? '\r' : '';
    yield unixLines(held ? text.slice(0, -1) : text);
  }
  const rest = decode(decoder, new Uint8Array(), false);
  if (rest === null) throw new OtherEncoding();
  yield unixLines(held + rest);
}

export function unixLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function candidates([first, second]: Uint8Array): readonly string[] {
  if (first === 0xff && second === 0xfe) return ['utf-16le'];
  if (first === 0xfe && second === 0xff) return ['utf-16be'];
  return encodings;
}

/** null where the bytes are not of that encoding; a byte order mark is left out. */
function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string | null {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    return null;
  }
}

function withoutZeros(text: string, file: string): string {
  if (text.includes('\0')) throw unsound(file, 'text', 'it holds zero bytes');
  return text;
}

function notText(file: string): Error {
  return wrongFormat(file, 'text in UTF-8, UTF-16 or Shift_JIS');
}
