import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { isProjectOrModel } from './files.ts';

export type Access = 'read' | 'write';

/**
 * The files that a page may touch. A path gets in only through a person: chosen in a dialog, handed over by the system,
 * or opened so before and remembered by main. A page can name what is in here; it cannot put anything in.
 */
export class Grants {
  readonly #granted = new Map<string, Access>();

  /** Lets pages touch a file. Who may write may also read; a later `read` takes nothing away. */
  allow(file: string, access: Access): void {
    const key = path.resolve(file);
    if (this.#granted.get(key) !== 'write') this.#granted.set(key, access);
  }

  mayRead(file: string): boolean {
    return path.isAbsolute(file) && this.#granted.has(path.resolve(file));
  }

  mayWrite(file: string): boolean {
    return path.isAbsolute(file) && this.#granted.get(path.resolve(file)) === 'write';
  }

  /**
   * The file that a project names beside itself, or null where it may not be read: it must be granted itself or lie
   * below the project's folder, hidden files and what links lead to elsewhere left out.
   * @param project a granted project or model file, or null where it was never saved
   */
  async beside(project: string | null, file: string): Promise<string | null> {
    if (file.includes('\0')) return null;
    if (this.mayRead(file)) return path.resolve(file);
    if (project === null || !isProjectOrModel(project) || !this.mayRead(project)) return null;
    const folder = path.dirname(path.resolve(project));
    const target = path.resolve(folder, file);
    if (this.mayRead(target)) return target;
    return (await isBelow(folder, target)) && !isHidden(folder, target) ? target : null;
  }
}

/**
 * Whether `target`, existing or not, lies below `folder` once all symbolic links are followed.
 * @param folder an absolute path of an existing folder
 */
export async function isBelow(folder: string, target: string): Promise<boolean> {
  if (!contains(folder, target)) return false;
  const realFolder = await realpath(folder).catch(() => null);
  return realFolder !== null && contains(realFolder, await followed(target));
}

/** `target` with the links of its existing part followed; what does not exist yet cannot be a link. */
async function followed(target: string): Promise<string> {
  try {
    return await realpath(target);
  } catch (error) {
    const parent = path.dirname(target);
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    // What cannot be followed for another reason, a circle of links for one, stays as it is and fails when opened.
    if (!isMissing || parent === target) return target;
    return path.join(await followed(parent), path.basename(target));
  }
}

function contains(folder: string, target: string): boolean {
  const way = path.relative(folder, target);
  return way !== '' && way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
}

/** A project has no business with `.ssh` or `.git`, even where it lies in a home folder. */
function isHidden(folder: string, target: string): boolean {
  return path
    .relative(folder, target)
    .split(path.sep)
    .some((part) => part.startsWith('.'));
}
