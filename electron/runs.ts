import { constants } from 'node:fs';
import { mkdir, open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from '../node/atomic.ts';
import type { FileResult } from './contract.ts';
import { attempt, notAllowed } from './faults.ts';
import { isProjectOrModel, readBytes } from './files.ts';
import { type Grants, isBelow } from './grants.ts';

/**
 * What training leaves behind: the folder `NAME.runs` beside a saved project. Pages name files in it as the contract's
 * schema allows; here it is made sure that no link leads out of the folder.
 */
export class Runs {
  readonly #grants: Grants;
  /** Appending is done in turn: lines keep their order, and taking back half of one cannot cut another. */
  #appended: Promise<unknown> = Promise.resolve();

  constructor(grants: Grants) {
    this.#grants = grants;
  }

  /** Writes a file whole or not at all, and the folders it needs. */
  async write(project: string, name: string, bytes: Uint8Array): Promise<FileResult<null>> {
    const file = await this.#place(project, name, 'write');
    if (file === null) return notAllowed(project);
    return attempt(file, async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await writeAtomically(file, bytes);
      return null;
    });
  }

  /** Adds to the end of a file; where the disk is full, what was written of `text` is taken back. */
  append(project: string, name: string, text: string): Promise<FileResult<null>> {
    const result = this.#appended.then(async () => {
      const file = await this.#place(project, name, 'write');
      return file === null ? notAllowed(project) : attempt(file, () => appendWhole(file, text));
    });
    this.#appended = result.catch(() => {});
    return result;
  }

  async read(project: string, name: string): Promise<FileResult<Uint8Array>> {
    const file = await this.#place(project, name, 'read');
    return file === null ? notAllowed(project) : readBytes(file);
  }

  /** The path of a run's file, or null where the page may not touch it. */
  async #place(project: string, name: string, access: 'read' | 'write'): Promise<string | null> {
    const isGranted = access === 'write' ? this.#grants.mayWrite(project) : this.#grants.mayRead(project);
    if (!isGranted || !isProjectOrModel(project)) return null;
    const folder = runsFolder(project);
    const file = path.join(folder, ...name.split('/'));
    return (await hasNoWayOut(folder, file)) ? file : null;
  }
}

/** `/home/me/xor.gradwire` keeps its runs in `/home/me/xor.runs`. */
export function runsFolder(project: string): string {
  const absolute = path.resolve(project);
  return path.join(path.dirname(absolute), `${path.basename(absolute, path.extname(absolute))}.runs`);
}

/** Whether the folder really lies beside the project, and the file really in the folder, once links are followed. */
async function hasNoWayOut(folder: string, file: string): Promise<boolean> {
  const realFolder = await realpath(folder).catch(() => null);
  // What is not there yet holds no links.
  if (realFolder === null) return true;
  return path.dirname(realFolder) === (await realpath(path.dirname(folder))) && isBelow(folder, file);
}

async function appendWhole(file: string, text: string): Promise<null> {
  await mkdir(path.dirname(file), { recursive: true });
  // A link that leads nowhere yet would be followed to make a file elsewhere; not every system knows how to refuse.
  const flags = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(file, flags, 0o666);
  try {
    const { size } = await handle.stat();
    try {
      await handle.appendFile(text);
      await handle.datasync();
    } catch (error) {
      await handle.truncate(size).catch(() => {});
      throw error;
    }
  } finally {
    await handle.close();
  }
  return null;
}
