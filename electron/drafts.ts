import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../node/atomic.ts';
import type { Draft, FileResult } from './contract.ts';
import { attempt } from './faults.ts';
import { readStored } from './stored.ts';

const draftSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string().nullable(),
  savedAt: z.number(),
  text: z.string(),
});

/** Unsaved work, a file a draft, apart from the files that the user saved: what is left after a crash. */
export class Drafts {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps a draft in place of the one with the same id. */
  write(draft: Omit<Draft, 'savedAt'>): Promise<FileResult<null>> {
    const file = this.#file(draft.id);
    return attempt(file, async () => {
      await mkdir(this.#folder, { recursive: true });
      await writeAtomically(file, JSON.stringify({ ...draft, savedAt: Date.now() } satisfies Draft));
      return null;
    });
  }

  /** All drafts that can be read, the newest first. */
  async list(): Promise<readonly Draft[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const drafts = await Promise.all(
      names.filter((name) => /^[^.].*\.json$/.test(name)).map((name) => this.#read(name)),
    );
    return drafts.filter((draft) => draft !== null).sort((a, b) => b.savedAt - a.savedAt);
  }

  remove(id: string): Promise<FileResult<null>> {
    const file = this.#file(id);
    return attempt(file, async () => {
      await rm(file, { force: true });
      return null;
    });
  }

  async #read(name: string): Promise<Draft | null> {
    const draft = await readStored(path.join(this.#folder, name), draftSchema.nullable(), null);
    // One that was copied to another name could not be removed by its id.
    return draft !== null && `${draft.id}.json` === name ? draft : null;
  }

  #file(id: string): string {
    return path.join(this.#folder, `${id}.json`);
  }
}
