import * as Comlink from 'comlink';
import type { Engine } from './worker.ts';

/** The engine as the page sees it: every answer is waited for. */
export type RemoteEngine = {
  [Name in keyof Engine]: (...args: Parameters<Engine[Name]>) => Promise<Awaited<ReturnType<Engine[Name]>>>;
};

/** Told when the worker died; a new one stands ready by then. */
export type DeathListener = (reason: string) => void;

/** Starts the engine's worker and puts another in its place should it die. */
export class EngineClient {
  #remote: RemoteEngine;
  readonly #onDeath: DeathListener;
  /** Rejects when the current worker dies, so that no call waits for a dead one. */
  #death: Promise<never>;

  constructor(onDeath: DeathListener) {
    this.#onDeath = onDeath;
    [this.#remote, this.#death] = this.#start();
  }

  /** Calls the engine; rejects with WorkerDied where the worker dies meanwhile. */
  call<T>(ask: (engine: RemoteEngine) => Promise<T>): Promise<T> {
    return Promise.race([ask(this.#remote), this.#death]);
  }

  #start(): [RemoteEngine, Promise<never>] {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
    const death = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        worker.terminate();
        const reason = event.message || 'the worker stopped';
        reject(new WorkerDied(reason));
        [this.#remote, this.#death] = this.#start();
        this.#onDeath(reason);
      });
    });
    // Nobody may be waiting when the worker dies.
    death.catch(() => undefined);
    return [Comlink.wrap<Engine>(worker) as unknown as RemoteEngine, death];
  }
}

export class WorkerDied extends Error {}
