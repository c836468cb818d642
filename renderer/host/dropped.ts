import { type Opened, uploadToken } from './host.ts';

/** More than any model has; a folder of more is none. */
const MOST_FILES = 1000;

/**
 * The files of a drop, those directly in its folders included, hidden ones not. Must be called before the event is over,
 * which takes what was dropped along; the files are read later.
 */
export async function droppedFiles({ items }: Pick<DataTransfer, 'items'>): Promise<readonly Opened[]> {
  // A file that a page made itself has no entry.
  const dropped = [...items].flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []);
  const files: (File | FileSystemFileEntry)[] = [];
  for (const one of dropped) {
    if (!('isDirectory' in one)) files.push(one);
    else if (one.isDirectory) files.push(...(await filesOf(one as FileSystemDirectoryEntry)));
    else files.push(one as FileSystemFileEntry);
  }
  return Promise.all(files.slice(0, MOST_FILES).map(read));
}

/** A folder's reader gives some entries at a time, and none at the end. */
async function filesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemFileEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  while (all.length < MOST_FILES) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.filter(({ isFile, name }) => isFile && !name.startsWith('.')) as FileSystemFileEntry[];
}

async function read(one: File | FileSystemFileEntry): Promise<Opened> {
  const file = 'isFile' in one ? await new Promise<File>((resolve, reject) => one.file(resolve, reject)) : one;
  return { token: uploadToken(file.name), name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
