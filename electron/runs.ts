import type { Dirent } from 'node:fs';
import { mkdir, readdir, realpath, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { appendWhole } from '../node/append.ts';
import { writeAtomically } from '../node/atomic.ts';
import { runsFolder } from '../node/runsFolder.ts';
import { type FileResult, type RunFile, runFile } from './contract.ts';
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
      if (file === null) return notAllowed(project);
      return attempt(file, async () => {
        await mkdir(path.dirname(file), { recursive: true });
        await appendWhole(file, text);
        return null;
      });
    });
    this.#appended = result.catch(() => {});
    return result;
  }

  async read(project: string, name: string): Promise<FileResult<Uint8Array>> {
    const file = await this.#place(project, name, 'read');
    return file === null ? notAllowed(project) : readBytes(file);
  }

  /** The files of the folder and of the folders in it. */
  async list(project: string): Promise<FileResult<readonly RunFile[]>> {
    const folder = await this.#place(project, '', 'read');
    return folder === null ? notAllowed(project) : attempt(folder, () => filesIn(folder));
  }

  /** Removes a file, and the folder of the run that it was the last one of. */
  async remove(project: string, name: string): Promise<FileResult<null>> {
    const file = await this.#place(project, name, 'write');
    if (file === null) return notAllowed(project);
    return attempt(file, async () => {
      await rm(file, { force: true });
      if (name.includes('/')) await rmdir(path.dirname(file)).catch(() => {});
      return null;
    });
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

/** Whether the folder really lies beside the project, and the file really in the folder, once links are followed. */
async function hasNoWayOut(folder: string, file: string): Promise<boolean> {
  const realFolder = await realpath(folder).catch(() => null);
  // What is not there yet holds no links.
  if (realFolder === null) return true;
  if (path.dirname(realFolder) !== (await realpath(path.dirname(folder)))) return false;
  return file === folder || isBelow(folder, file);
}

/** Files that one may be told of; nobody has this many checkpoints, and a listing is held whole. */
const MOST_FILES = 100_000;

/** What a page could name: links and what is hidden are passed over, as is what lies deeper than a run's folder. */
async function filesIn(folder: string): Promise<readonly RunFile[]> {
  const found: RunFile[] = [];
  const look = async (below: string) => {
    for (const entry of await entriesOf(path.join(folder, below))) {
      const name = below + entry.name;
      if (found.length >= MOST_FILES || !runFile.safeParse(name).success) continue;
      if (entry.isDirectory() && below === '') await look(`${name}/`);
      if (!entry.isFile()) continue;
      const about = await stat(path.join(folder, name)).catch(() => null);
      if (about) found.push({ name, bytes: about.size, modifiedAt: about.mtimeMs });
    }
  };
  await look('');
  return found;
}

/** Nothing where there is no such folder. */
async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
