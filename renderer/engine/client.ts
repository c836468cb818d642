import * as Comlink from 'comlink';
import type { Engine } from './worker.ts';

/** The engine as the page sees it: every answer is waited for. */
export type RemoteEngine = {
  [Name in keyof Engine]: (...args: Parameters<Engine[Name]>) => Promise<Awaited<ReturnType<Engine[Name]>>>;
};

/** Told when the worker died; the next call starts another one. */
export type DeathListener = (reason: string) => void;

/** Starts the engine's worker, and another should it die. */
export class EngineClient {
  #remote: RemoteEngine | null = this.#start();
  #onDeath: DeathListener = () => undefined;
  /** One for each call that is under way: what the worker owes should it die. */
  readonly #owed = new Set<(death: WorkerDied) => void>();

  /** Has one listener told of each death. */
  whenItDies(listener: DeathListener): void {
    this.#onDeath = listener;
  }

  /** Calls the engine; rejects with WorkerDied where the worker dies meanwhile. */
  call<T>(ask: (engine: RemoteEngine) => Promise<T>): Promise<T> {
    this.#remote ??= this.#start();
    const answer = ask(this.#remote);
    return new Promise<T>((resolve, reject) => {
      this.#owed.add(reject);
      answer.then(resolve, reject).finally(() => this.#owed.delete(reject));
    });
  }

  #start(): RemoteEngine {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
    worker.addEventListener(
      'error',
      (event) => {
        worker.terminate();
        this.#remote = null;
        const reason = event.message || 'the worker stopped';
        for (const reject of this.#owed) reject(new WorkerDied(reason));
        this.#owed.clear();
        this.#onDeath(reason);
      },
      { once: true },
    );
    return Comlink.wrap<Engine>(worker) as unknown as RemoteEngine;
  }
}

export class WorkerDied extends Error {}
