import { createReadStream } from 'node:fs';
import { access, constants, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileHost } from '../core/data/files.ts';
import { type ByteSource, sourceOfBytes } from '../core/formats/byteSource.ts';
import { collectAsync, ProblemError, problem, type Result, unwrap } from '../core/problem.ts';
import { writeAtomically } from '../node/atomic.ts';
import { fetchedFile } from '../node/catalogue.ts';
import { zipOfPictures } from '../node/folderZip.ts';
import { readingBar } from './progress.ts';

/**
 * Reads files whose paths are relative to a folder, and those of the catalogue. Those read piece by piece show how far
 * they are.
 */
export function filesIn(folder: string, base = 'the project file'): FileHost {
  const placeOf = async (name: string) => (await fetchedFile(name)) ?? path.resolve(folder, name);
  return {
    read: async (name) =>
      collectAsync(async () => {
        const place = await placeOf(name);
        return (await picturesIn(place, name, base)) ?? unwrap(await readBytes(place, name, base));
      }),
    open: async (name) =>
      collectAsync(async () => {
        const place = await placeOf(name);
        const pictures = await picturesIn(place, name, base);
        return pictures ? sourceOfBytes(pictures) : unwrap(await openBytes(place, name, base));
      }),
  };
}

/** A folder's pictures as a zip; null for what is no such folder. */
async function picturesIn(place: string, name: string, base: string): Promise<Uint8Array | null> {
  try {
    return (await stat(place)).isDirectory() ? await zipOfPictures(place) : null;
  } catch (error) {
    throw new ProblemError(readProblem(error, name, base));
  }
}

/** Bytes handed on at a time. */
const PIECE = 1024 * 1024;

async function openBytes(file: string, name: string, base: string): Promise<Result<ByteSource>> {
  return collectAsync(async () => {
    const found = await stat(file).catch((error: unknown) => {
      throw new ProblemError(readProblem(error, name, base));
    });
    // A pipe and the like has no size, and gives its bytes once.
    if (!found.isFile() && !found.isDirectory()) return sourceOfBytes(unwrap(await readBytes(file, name, base)));
    const { size } = found;
    return { size, pieces: () => piecesOf(file, name, base, size) };
  });
}

async function* piecesOf(file: string, name: string, base: string, size: number): AsyncIterable<Uint8Array> {
  const bar = readingBar(name, size);
  let done = 0;
  try {
    for await (const piece of createReadStream(file, { highWaterMark: PIECE })) {
      done += piece.length;
      bar?.update(done);
      yield piece;
    }
  } catch (error) {
    throw error instanceof ProblemError ? error : new ProblemError(readProblem(error, name, base));
  } finally {
    bar?.stop();
  }
}

/** A file's bytes, or the Problem that stands in the way. `name` is what messages call it. */
export async function readBytes(file: string, name: string, base = 'the current folder'): Promise<Result<Uint8Array>> {
  try {
    return { ok: true, value: await readFile(file), problems: [] };
  } catch (error) {
    return { ok: false, problems: [readProblem(error, name, base)] };
  }
}

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
};

export function reasonOf(error: unknown): { code: string; reason: string } {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return { code, reason: reasons[code] ?? (error instanceof Error ? error.message : String(error)) };
}

function readProblem(error: unknown, file: string, base: string) {
  const { code, reason } = reasonOf(error);
  return code === 'ENOENT' ? problem('fileMissing', { file, base }) : problem('fileUnreadable', { file, reason });
}

/** Writes a file whole or not at all. */
export function writeFile(file: string, content: string | Uint8Array): Promise<void> {
  return writing(file, () => writeAtomically(file, content));
}

/** Does what writes a file; what a disk gets wrong is a ProblemError. */
export async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new ProblemError(problem('fileUnwritable', { file, reason: reasonOf(error).reason }));
  }
}

/** Makes sure, before hours of work, that a file can be written at their end. */
export function checkWritable(file: string): Promise<void> {
  return writing(file, async () => {
    await access(path.dirname(path.resolve(file)), constants.W_OK);
    const found = await stat(file).catch(() => null);
    if (found?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    if (found) await access(file, constants.W_OK);
  });
}

export async function makeFolder(folder: string): Promise<void> {
  await writing(folder, () => mkdir(folder, { recursive: true }));
}
