import { isImageName } from '../../core/data/imageNames.ts';
import { type GivenData, type Opened, uploadToken } from './host.ts';
import { type FolderPicture, MOST_PICTURES } from './pictures.ts';

/** More than any model has; a folder of more is none. */
const MOST_FILES = 1000;
/** Folders within folders that are looked into, and entries of all of them together. */
const MOST_DEPTH = 4;
const MOST_ENTRIES = 2 * MOST_PICTURES;

/** A dropped file, which is read when it is known what for. */
export interface DroppedFile extends GivenData {
  readonly bytes: File;
}

/** What was dropped: files, those of a model's folder included; or a folder of pictures. */
export type Dropped =
  | { readonly kind: 'files'; readonly files: readonly DroppedFile[] }
  | { readonly kind: 'pictures'; readonly folder: string; readonly pictures: readonly FolderPicture[] };

/**
 * Looks at what was dropped, hidden files left out. Must be called before the event is over, which takes what was
 * dropped along; the files are read later.
 */
export async function droppedFiles({ items }: Pick<DataTransfer, 'items'>): Promise<Dropped> {
  // A file that a page made itself has no entry.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []);
  const files: (File | FileSystemFileEntry)[] = [];
  for (const one of entries) {
    if (!('isDirectory' in one)) files.push(one);
    else if (!one.isDirectory) files.push(one as FileSystemFileEntry);
    else {
      const found = await entriesOf(one as FileSystemDirectoryEntry);
      const pictures = await picturesOf(found, one.name, { left: MOST_ENTRIES });
      if (pictures.length > 0) return { kind: 'pictures', folder: one.name, pictures };
      files.push(...found.filter(({ isFile }) => isFile).map((entry) => entry as FileSystemFileEntry));
    }
  }
  return { kind: 'files', files: await Promise.all(files.slice(0, MOST_FILES).map(given)) };
}

/** The bytes of dropped files. */
export function readDropped(files: readonly DroppedFile[]): Promise<readonly Opened[]> {
  return Promise.all(files.map(async (one) => ({ ...one, bytes: new Uint8Array(await one.bytes.arrayBuffer()) })));
}

/** What lies in a folder, by name. Its reader gives some entries at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  while (all.length < MOST_ENTRIES) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The pictures among entries and below them. */
async function picturesOf(
  entries: readonly FileSystemEntry[],
  path: string,
  bound: { left: number },
  depth = MOST_DEPTH,
): Promise<FolderPicture[]> {
  const pictures: FolderPicture[] = [];
  for (const entry of entries) {
    if (bound.left-- <= 0) break;
    const place = `${path}/${entry.name}`;
    if (entry.isDirectory && depth > 1) {
      const within = await entriesOf(entry as FileSystemDirectoryEntry);
      for (const one of await picturesOf(within, place, bound, depth - 1)) pictures.push(one);
    } else if (entry.isFile && isImageName(place)) {
      pictures.push({ path: place, file: () => fileOf(entry as FileSystemFileEntry) });
    }
  }
  return pictures;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function given(one: File | FileSystemFileEntry): Promise<DroppedFile> {
  const file = 'isFile' in one ? await fileOf(one) : one;
  return { token: uploadToken(file.name), name: file.name, bytes: file };
}
