import path from 'node:path';
import { z } from 'zod';
import type { RecentFile } from './contract.ts';
import { readStored, writeStored } from './stored.ts';

const MOST = 10;

/** The projects opened or saved last, the newest first, remembered from one start to the next. */
export class Recent {
  readonly #file: string;
  #paths: readonly string[];

  private constructor(file: string, paths: readonly string[]) {
    this.#file = file;
    this.#paths = paths;
  }

  /** @param file where they are remembered */
  static async load(file: string): Promise<Recent> {
    const paths = await readStored(file, z.array(z.string().min(1)), []);
    return new Recent(file, paths.filter((name) => path.isAbsolute(name)).slice(0, MOST));
  }

  list(): readonly RecentFile[] {
    return this.#paths.map((file) => ({ path: file, name: path.basename(file) }));
  }

  async add(file: string): Promise<void> {
    this.#paths = [file, ...this.#paths.filter((known) => known !== file)].slice(0, MOST);
    await writeStored(this.#file, this.#paths);
  }

  async clear(): Promise<void> {
    this.#paths = [];
    await writeStored(this.#file, this.#paths);
  }
}
