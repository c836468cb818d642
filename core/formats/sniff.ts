import { isIdx } from './idx.ts';
import { isNpy } from './npyHeader.ts';

/** What a file is; `text` where it is none of the binary formats: csv, tsv, word vectors, plain text, JSON. */
export type FileKind = 'safetensors' | 'npy' | 'npz' | 'idx' | 'gzip' | 'text';

const names: readonly (readonly [RegExp, FileKind])[] = [
  [/\.safetensors$/i, 'safetensors'],
  [/\.npy$/i, 'npy'],
  [/\.(npz|zip)$/i, 'npz'],
  [/(\.idx|[.-]idx\d-ubyte)$/i, 'idx'],
  [/\.gz$/i, 'gzip'],
];

/**
 * Tells what a file is by its first bytes, and only where they say nothing by its name: a damaged `.npy` is still meant
 * to be one, and its reader says best what is wrong with it.
 */
export function sniff(bytes: Uint8Array, file: string): FileKind {
  return ofContent(bytes) ?? names.find(([pattern]) => pattern.test(file))?.[1] ?? 'text';
}

function ofContent(bytes: Uint8Array): FileKind | null {
  if (isNpy(bytes)) return 'npy';
  const [first, second, third, fourth] = bytes;
  if (first === 0x1f && second === 0x8b) return 'gzip';
  // A zip begins with an entry, or with its directory where it is empty.
  if (first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6)))
    return 'npz';
  // Before idx: a header of 50 MB would have its first four bytes too.
  if (isSafetensors(bytes)) return 'safetensors';
  return isIdx(bytes) ? 'idx' : null;
}

/** The length of a header below 4 GB in 64 bits, little-endian, then the brace that opens it. */
function isSafetensors(bytes: Uint8Array): boolean {
  return bytes[8] === 0x7b && bytes.subarray(4, 8).every((byte) => byte === 0);
}
