import { createHash, randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, constants, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Names of temporary files say who writes them: a machine and a process. What a killed process left can then be told. */
const machine = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);
const PATTERN = /^\.([0-9a-f]{8})-(\d+)-[0-9a-f]{16}\.tmp$/;
/** Folders that were looked through. */
const swept = new Set<string>();

/**
 * Writes a file whole or not at all: a temporary file in the same folder, flushed to the disk, then renamed over the
 * target. A symbolic link stays a link, and an existing file keeps its permissions. What processes that were killed
 * while they wrote have left in the folder is cleared away first.
 *
 * Own code because the library at hand, write-file-atomic 7, writes once and does not look at how much was written: on
 * a disk that fills up half way it renames a cut file over the good one and reports success.
 */
export async function writeAtomically(file: string, data: Uint8Array | string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const before = await stat(target).catch(() => null);
  if (before) await mayReplace(target, before);
  const folder = path.dirname(target);
  await sweepOnce(folder);
  const temporary = path.join(folder, `.${machine}-${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
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
  await syncFolder(folder);
}

/** A process that was killed leaves at most a file a folder, so that a look at the first write is enough. */
async function sweepOnce(folder: string): Promise<void> {
  const place = path.resolve(folder);
  if (swept.has(place)) return;
  swept.add(place);
  for (const name of await readdir(place).catch(() => [])) {
    const file = path.join(place, name);
    if (await isAbandoned(file)) await rm(file, { force: true }).catch(() => {});
  }
}

/** Whether it is a temporary file of a process of this machine that is no more. */
async function isAbandoned(file: string): Promise<boolean> {
  const [, host, pid] = PATTERN.exec(path.basename(file)) ?? [];
  if (host !== machine) return false;
  if (Number(pid) !== process.pid) return !isAlive(Number(pid));
  // Numbers come round, in containers at once: what is older than this process was another one's.
  const about = await stat(file).catch(() => null);
  return about !== null && about.mtimeMs < Date.now() - 1000 * process.uptime();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else may not be signalled, but is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
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
