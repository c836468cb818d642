import { isImageName } from '../../core/data/imageNames.ts';
import { type FileToken, type GivenData, type Opened, uploadToken } from './host.ts';
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
  | {
      readonly kind: 'pictures';
      /** The folder itself, where the host can find it. */
      readonly token: FileToken;
      readonly folder: string;
      readonly pictures: readonly FolderPicture[];
    };

/** The host's `dropped`. */
type TokenOf = (file: File) => Promise<FileToken>;

/**
 * Looks at what was dropped, hidden files left out. Must be called before the event is over, which takes what was
 * dropped along; the files are read later.
 */
export async function droppedFiles({ items }: Pick<DataTransfer, 'items'>, tokenOf: TokenOf): Promise<Dropped> {
  // A file that a page made itself has no entry. A folder is a file too, which knows its place.
  const dropped = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files: (File | FileSystemFileEntry)[] = [];
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) {
      const found = await entriesOf(entry as FileSystemDirectoryEntry);
      const pictures = await picturesOf(found, entry.name, { left: MOST_ENTRIES });
      const token = file && (await tokenOf(file));
      if (pictures.length > 0)
        return { kind: 'pictures', token: token ?? uploadToken(entry.name), folder: entry.name, pictures };
      files.push(...found.filter(({ isFile }) => isFile).map((one) => one as FileSystemFileEntry));
    } else if (file) files.push(file);
  }
  return { kind: 'files', files: await Promise.all(files.slice(0, MOST_FILES).map((one) => given(one, tokenOf))) };
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

async function given(one: File | FileSystemFileEntry, tokenOf: TokenOf): Promise<DroppedFile> {
  const file = 'isFile' in one ? await fileOf(one) : one;
  return { token: await tokenOf(file), name: file.name, bytes: file };
}
