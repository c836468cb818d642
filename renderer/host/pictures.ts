import { isImageName } from '../../core/data/imageNames.ts';
import { type Watcher, watched } from '../../core/formats/watch.ts';
import { MOST_ENTRIES, zip } from '../../core/formats/zip.ts';
import { collectAsync, ProblemError, problem, type Result } from '../../core/problem.ts';
import { reasonOf } from './host.ts';

/** What a page could not hold twice is refused. */
const MOST_BYTES = 1024 ** 3;
/** A folder is not looked through for more pictures than a zip can hold. */
export const MOST_PICTURES = MOST_ENTRIES;

/** A picture of a folder, and the way to it from there: `folder/class/1.png`. */
export interface FolderPicture {
  readonly path: string;
  /** Its file, which need not be there any more. */
  readonly file: () => Promise<File>;
}

/**
 * The pictures of a folder as the zip of it, which is how they are read everywhere. Too many and too large ones are a
 * Problem before they are held; so is the wish to cancel.
 *
 * @param folder what the folder is called
 */
export function zipOfFolder(
  folder: string,
  files: readonly FolderPicture[],
  watcher: Watcher,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return collectAsync(async () => {
    const pictures = files.filter(({ path }) => isImageName(path));
    if (pictures.length > MOST_PICTURES) throw unreadable(folder, `it holds more than ${MOST_PICTURES} pictures`);
    let bytes = 0;
    const check = (size: number) => {
      bytes += size;
      if (bytes > MOST_BYTES) throw unreadable(folder, 'it is larger than 1 GB');
    };
    const pieces = async function* () {
      for (const { file, path } of pictures) yield await contentOf(file, path, check);
    };
    const entries = new Map<string, Uint8Array>();
    // How many bytes they are all together nobody knows before each was asked: they are counted by number.
    const counted = { ...watcher, onProgress: () => watcher.onProgress?.(folder, entries.size, pictures.length) };
    for await (const piece of watched({ size: null, pieces }, folder, counted).pieces()) {
      entries.set(pictures[entries.size]?.path as string, piece);
    }
    return zip(entries, true);
  });
}

async function contentOf(
  file: () => Promise<File>,
  path: string,
  check: (size: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const found = await file();
    check(found.size);
    return new Uint8Array(await found.arrayBuffer());
  } catch (error) {
    throw error instanceof ProblemError ? error : unreadable(path, reasonOf(error));
  }
}

function unreadable(file: string, reason: string): ProblemError {
  return new ProblemError(problem('fileUnreadable', { file, reason }));
}
