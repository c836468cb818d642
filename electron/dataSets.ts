import type { CatalogueId } from '../core/data/catalogue.ts';
import type { Result } from '../core/problem.ts';
import { filesOf, placeOf } from '../node/catalogue.ts';
import { Downloads } from '../node/downloads.ts';
import type { AppWindow } from './appWindow.ts';
import type { FileResult } from './contract.ts';
import { notAllowed } from './faults.ts';
import { readBytes } from './files.ts';

/** The catalogue's data sets, for the windows that ask for them. A download goes on when its window is closed. */
export class DataSets {
  readonly #downloads = new Downloads();
  /** What ends the waiting of each window. */
  readonly #waiting = new WeakMap<AppWindow, Map<CatalogueId, AbortController>>();

  async fetch(id: CatalogueId, window: AppWindow): Promise<Result<null>> {
    const waiting = this.#waiting.get(window) ?? new Map<CatalogueId, AbortController>();
    this.#waiting.set(window, waiting);
    const stop = waiting.get(id) ?? new AbortController();
    waiting.set(id, stop);
    const tell = (done: number, total: number) => window.send('catalogue:progress', { id, done, total });
    try {
      return await this.#downloads.fetch(id, tell, stop.signal);
    } finally {
      waiting.delete(id);
    }
  }

  cancel(id: CatalogueId, window: AppWindow): null {
    this.#waiting.get(window)?.get(id)?.abort();
    return null;
  }

  remove(id: CatalogueId): Promise<Result<null>> {
    return this.#downloads.remove(id);
  }

  async read(id: CatalogueId, name: string): Promise<FileResult<Uint8Array>> {
    const file = filesOf(id).find((one) => one.name === name);
    return file ? readBytes(placeOf(id, file)) : notAllowed(name);
  }
}
