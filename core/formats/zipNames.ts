import { candidateTexts } from './text.ts';

/** Records of a zip, by their first four bytes, and where what is read of them lies (APPNOTE.TXT 4.3). */
const END = { signature: 0x06054b50, size: 22, count: 10, start: 16 };
const ENTRY = { signature: 0x02014b50, size: 46, flags: 8, name: 28, extra: 30, comment: 32 };
const UTF8 = 0x800;
const LONGEST_COMMENT = 0xffff;

/**
 * What the entries of a zip are really called, by the names that a library gives them which takes all that is not marked
 * as UTF-8 for Latin-1: Windows marks nothing, and writes them in the encoding of its language.
 */
export function trueNames(bytes: Uint8Array): (name: string) => string {
  const names = new Map<string, string>();
  for (const { raw, marked } of directory(bytes)) {
    const known = marked ? new TextDecoder().decode(raw) : latin1(raw);
    names.set(known, marked ? known : (candidateTexts(raw)[0] ?? known));
  }
  return (name) => names.get(name) ?? name;
}

/** The names in a zip's directory as they stand there; none where it has no directory that can be read. */
function* directory(bytes: Uint8Array): Iterable<{ raw: Uint8Array; marked: boolean }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - END.size;
  const first = Math.max(0, end - LONGEST_COMMENT);
  while (end >= first && view.getUint32(end, true) !== END.signature) end--;
  if (end < first) return;
  let at = view.getUint32(end + END.start, true);
  for (let left = view.getUint16(end + END.count, true); left > 0; left--) {
    if (at + ENTRY.size > bytes.length || view.getUint32(at, true) !== ENTRY.signature) return;
    const length = view.getUint16(at + ENTRY.name, true);
    const start = at + ENTRY.size;
    yield { raw: bytes.subarray(start, start + length), marked: (view.getUint16(at + ENTRY.flags, true) & UTF8) !== 0 };
    at = start + length + view.getUint16(at + ENTRY.extra, true) + view.getUint16(at + ENTRY.comment, true);
  }
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
