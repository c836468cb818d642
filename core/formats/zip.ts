import { type UnzipFileInfo, unzipSync, type Zippable, zipSync } from 'fflate';
import { collect, ProblemError, type Result } from '../problem.ts';
import { MAX_BYTES } from './array.ts';
import { quote, unsound, wrongFormat } from './unsound.ts';
import { trueNames } from './zipNames.ts';

/** Deflate makes at most so many bytes of one, 258 of two bits; stored entries are as large as they are. */
const MOST_BYTES_OF_ONE = 1032;

/** A directory record takes at least this many bytes, which bounds the entries that a file can truly have. */
const RECORD_SIZE = 46;

export interface UnzipOptions {
  /** Bytes that may be unpacked in all. */
  readonly limit?: number;
  /** The names to unpack; the others stay packed. */
  readonly only?: (name: string) => boolean;
}

/**
 * The files in a zip by name, folders left out. Refuses with `fileFormat` what is damaged, and what would unpack to
 * more than `limit` bytes: sizes are those that the archive declares, and no entry is unpacked beyond its own.
 */
export function unzip(
  bytes: Uint8Array,
  file: string,
  { limit = MAX_BYTES, only = () => true }: UnzipOptions = {},
): Result<ReadonlyMap<string, Uint8Array>> {
  return collect(() => {
    try {
      const nameOf = trueNames(bytes);
      const check = directoryCheck(bytes.length, file, limit, only);
      // Nothing is unpacked before the whole directory was checked.
      unzipSync(bytes, { filter: (entry) => check({ ...entry, name: nameOf(entry.name) }) });
      const isWanted = (name: string) => !name.endsWith('/') && only(name);
      const found = unzipSync(bytes, { filter: ({ name }) => isWanted(nameOf(name)) });
      return new Map(Object.entries(found).map(([name, content]) => [nameOf(name), content]));
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      // The library throws errors of several kinds, all of which come from the bytes.
      throw unsound(file, 'zip', error instanceof Error ? error.message : String(error));
    }
  });
}

/** The names of the files in a zip, without unpacking any; refuses what `unzip` refuses. */
export function entryNames(bytes: Uint8Array, file: string): Result<readonly string[]> {
  return collect(() => {
    const names: string[] = [];
    try {
      const nameOf = trueNames(bytes);
      const check = directoryCheck(bytes.length, file, MAX_BYTES, () => true);
      unzipSync(bytes, {
        filter: (entry) => {
          const name = nameOf(entry.name);
          names.push(name);
          return check({ ...entry, name });
        },
      });
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      throw unsound(file, 'zip', error instanceof Error ? error.message : String(error));
    }
    return names;
  });
}

/** Throws a ProblemError at the entry that is one too many; returns false to unpack none. */
function directoryCheck(
  fileSize: number,
  file: string,
  limit: number,
  counts: (name: string) => boolean,
): (entry: UnzipFileInfo) => false {
  const names = new Set<string>();
  let packed = 0;
  let unpacked = 0;
  return ({ name, size, originalSize }) => {
    // The library keeps entries in a plain object, where this name would vanish.
    if (name === '__proto__') throw unsound(file, 'zip', "it has an entry named '__proto__'");
    if (names.has(name)) throw unsound(file, 'zip', `two of its entries are named ${quote(name)}`);
    names.add(name);
    packed += size;
    if (counts(name)) unpacked += Math.max(size, originalSize);
    // Entries that share their bytes are how a small archive keeps a reader busy for hours.
    if (packed > fileSize || names.size * RECORD_SIZE > fileSize) throw unsound(file, 'zip', 'its entries overlap');
    if (originalSize > size * MOST_BYTES_OF_ONE) {
      throw unsound(file, 'zip', `${quote(name)} cannot unpack to the ${originalSize} bytes that it declares`);
    }
    if (unpacked > limit) throw wrongFormat(file, `a zip file of at most ${limit / 1024 ** 3} GB unpacked`);
    return false;
  };
}

/** As many entries as a zip without the extension for large ones can count: one more number says that it has that. */
export const MOST_ENTRIES = 65_534;

/**
 * A zip of the entries; the same entries give the same bytes, since no time is recorded. No name may be `__proto__`, and
 * there may be no more than `MOST_ENTRIES`.
 *
 * @param stored puts them in as they are, which is right for what is packed already
 */
export function zip(entries: ReadonlyMap<string, Uint8Array>, stored = false): Uint8Array<ArrayBuffer> {
  if (entries.size > MOST_ENTRIES) throw new RangeError(`a zip cannot hold ${entries.size} entries`);
  const files: Zippable = Object.create(null);
  for (const [name, bytes] of entries) files[name] = bytes;
  // Zip knows only local time: the earliest date it can hold, wherever this runs.
  return zipSync(files, { mtime: new Date(1980, 0, 1), ...(stored && { level: 0 }) });
}
