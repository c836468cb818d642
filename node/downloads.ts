import { type CatalogueEntry, type CatalogueId, catalogue } from '../core/data/catalogue.ts';
import { collectAsync, problem, type Result } from '../core/problem.ts';
import { fetchEntry, removeEntry } from './catalogue.ts';

/** `done` bytes of `total` are there, over all files of a data set. */
export type OnDone = (done: number, total: number) => void;

interface Running {
  readonly listeners: Set<OnDone>;
  readonly stop: AbortController;
  readonly result: Promise<Result<null>>;
}

/** The downloads that pages asked for. One that several pages wait for is made once, and ends when the last gives up. */
export class Downloads {
  readonly #running = new Map<CatalogueId, Running>();

  /** Makes sure that a data set is there. Cancelled, it comes back with `downloadCancelled`. */
  async fetch(id: CatalogueId, listener: OnDone, signal: AbortSignal): Promise<Result<null>> {
    const cancelled = { ok: false, problems: [problem('downloadCancelled', { file: id })] } as const;
    // One that was given up is still putting its things away.
    while (this.#running.get(id)?.stop.signal.aborted) await this.#running.get(id)?.result;
    if (signal.aborted) return cancelled;
    const running = this.#running.get(id) ?? this.#start(id);
    running.listeners.add(listener);
    const leave = new Promise<Result<null>>((resolve) => {
      const give = () => {
        running.listeners.delete(listener);
        if (running.listeners.size === 0) running.stop.abort();
        resolve(running.listeners.size === 0 ? running.result : cancelled);
      };
      signal.addEventListener('abort', give, { once: true });
    });
    const result = await Promise.race([running.result, leave]);
    running.listeners.delete(listener);
    return result;
  }

  /** Removes a data set from this machine, and ends its download where there is one. */
  async remove(id: CatalogueId): Promise<Result<null>> {
    const running = this.#running.get(id);
    running?.stop.abort();
    await running?.result;
    return collectAsync(async () => {
      await removeEntry(id);
      return null;
    });
  }

  #start(id: CatalogueId): Running {
    const listeners = new Set<OnDone>();
    const stop = new AbortController();
    const sum = progressOver(id, (done, total) => {
      for (const listener of listeners) listener(done, total);
    });
    const result = collectAsync(async () => {
      await fetchEntry(id, { signal: stop.signal, onProgress: sum });
      return null;
    }).finally(() => this.#running.delete(id));
    const running = { listeners, stop, result };
    this.#running.set(id, running);
    return running;
  }
}

/** Adds up the files of an entry, which are fetched one after the other. */
function progressOver(id: CatalogueId, tell: OnDone) {
  const { files }: CatalogueEntry = catalogue[id];
  const sizes = files.map(({ bytes, zipBytes }) => zipBytes ?? bytes);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return ({ name }: { readonly name: string }, done: number, total: number) => {
    const at = files.findIndex((file) => file.name === name);
    sizes[at] = total;
    tell(sum(sizes.slice(0, at)) + done, sum(sizes));
  };
}
