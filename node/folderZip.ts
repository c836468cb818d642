import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isImageName } from '../core/data/imageNames.ts';
import { MOST_ENTRIES, zip } from '../core/formats/zip.ts';

/** What a page or a reader could not hold twice is refused. */
const MOST_BYTES = 1024 ** 3;
/** Folders within folders that are looked into. */
const MOST_DEPTH = 4;

/**
 * The pictures below a folder as the zip of it, which is how they are read everywhere; null where there are none. Links
 * and hidden files are left out. Throws an error with the code `EFBIG` where they are more than 1 GB, or than a zip holds.
 */
export async function zipOfPictures(folder: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const names = await picturesBelow(folder, '', MOST_DEPTH);
  if (names.length === 0) return null;
  if (names.length > MOST_ENTRIES) throw tooLarge(`it holds more than ${MOST_ENTRIES} pictures`);
  let total = 0;
  for (const name of names) total += (await stat(path.join(folder, name))).size;
  if (total > MOST_BYTES) throw tooLarge('it is larger than 1 GB');
  const entries = new Map<string, Uint8Array>();
  for (const name of names) entries.set(name, await readFile(path.join(folder, name)));
  return zip(entries, true);
}

function tooLarge(reason: string): Error {
  return Object.assign(new Error(reason), { code: 'EFBIG', syscall: 'read' });
}

/** Their names with slashes, in order. */
async function picturesBelow(folder: string, within: string, depth: number): Promise<string[]> {
  const entries = await readdir(path.join(folder, within), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory() && depth > 1) {
      for (const picture of await picturesBelow(folder, name, depth - 1)) found.push(picture);
    } else if (entry.isFile() && isImageName(name)) found.push(name);
  }
  return found;
}
