import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from '../node/atomic.ts';
import { type FileResult, MAX_FILE_BYTES, type OpenedFile, type SavedFile } from './contract.ts';
import { attempt, FaultError } from './faults.ts';

/** The project's own kind of file, which main knows by its name only. */
export const PROJECT_EXTENSION = '.gradwire';

/** Whether other files may be named beside this one: a project, or a model file, which holds a project. */
export function isProjectOrModel(file: string): boolean {
  return isProject(file) || path.extname(file).toLowerCase() === '.safetensors';
}

export function isProject(file: string): boolean {
  return path.extname(file).toLowerCase() === PROJECT_EXTENSION;
}

/** The bytes of a regular file; devices and pipes are refused, since reading one may never end. */
export function readBytes(file: string, limit = MAX_FILE_BYTES): Promise<FileResult<Uint8Array>> {
  return withRegular(file, async (handle, size) => {
    if (size > limit) throw tooLarge(size, limit);
    const bytes = await handle.readFile();
    // It may have grown since it was measured.
    if (bytes.length > limit) throw tooLarge(bytes.length, limit);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  });
}

/** The bytes of a regular file from one to another, fewer where it ends before. */
export function readStretch(file: string, from: number, to: number): Promise<FileResult<Uint8Array>> {
  return withRegular(file, async (handle, size) => {
    const bytes = new Uint8Array(Math.max(0, Math.min(size, to) - from));
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await handle.read(bytes, done, bytes.length - done, from + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  });
}

/** How large a regular file is. */
export function sizeOf(file: string): Promise<FileResult<number>> {
  return withRegular(file, async (_, size) => size);
}

function withRegular<T>(file: string, use: (handle: FileHandle, size: number) => Promise<T>): Promise<FileResult<T>> {
  return attempt(file, async () => {
    const handle = await open(file, 'r');
    try {
      const stats = await handle.stat();
      if (stats.isDirectory()) throw new FaultError('folder', 'it is a folder');
      if (!stats.isFile()) throw new FaultError('failed', 'it is not a regular file');
      return await use(handle, stats.size);
    } finally {
      await handle.close();
    }
  });
}

/** Reads a file that the user chose or the system handed over. */
export async function openFile(file: string): Promise<FileResult<OpenedFile>> {
  const read = await readBytes(file);
  return read.ok ? { ok: true, value: { path: file, name: path.basename(file), bytes: read.value } } : read;
}

/** Writes a file whole or not at all. */
export function saveFile(file: string, bytes: Uint8Array, limit = MAX_FILE_BYTES): Promise<FileResult<SavedFile>> {
  return attempt(file, async () => {
    if (bytes.length > limit) throw tooLarge(bytes.length, limit);
    await writeAtomically(file, bytes);
    return { path: file, name: path.basename(file) };
  });
}

function tooLarge(size: number, limit: number): FaultError {
  return new FaultError('tooLarge', `${size} bytes, where at most ${limit} are allowed`);
}
