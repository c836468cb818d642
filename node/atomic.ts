import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file whole or not at all: a temporary file in the same folder, flushed to the disk, then renamed over the
 * target. A symbolic link stays a link, and an existing file keeps its permissions.
 *
 * Own code because the library at hand, write-file-atomic 7, writes once and does not look at how much was written: on
 * a disk that fills up half way it renames a cut file over the good one and reports success.
 */
export async function writeAtomically(file: string, data: Uint8Array | string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const before = await stat(target).catch(() => null);
  if (before) await mayReplace(target, before);
  const temporary = path.join(path.dirname(target), `.${randomBytes(8).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o666);
    try {
      await handle.writeFile(data);
      if (before) await handle.chmod(before.mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(path.dirname(target));
}

/** A rename asks only the folder for leave, and would replace what the user has write-protected. */
async function mayReplace(target: string, before: Stats): Promise<void> {
  if (before.isDirectory())
    throw Object.assign(new Error(`${target} is a folder`), { code: 'EISDIR', syscall: 'open' });
  await access(target, constants.W_OK);
}

/** Makes the rename itself last. Not every system lets a folder be opened, and the file is sound without it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
