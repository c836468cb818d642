/** The page's way to the worker. */
import { EngineClient, type RemoteEngine, WorkerDied } from './client.ts';

export const client = new EngineClient();

/** Work on the worker's model happens one at a time, in the order in which it was asked for. */
let queue: Promise<unknown> = Promise.resolve();

export async function unlessItDies(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof WorkerDied)) throw error;
  }
}

/** Asks the engine for a view; null where it cannot say, for whatever reason. */
export async function ask<T>(view: (engine: RemoteEngine) => Promise<T>): Promise<T | null> {
  try {
    await queue;
    return await client.call(view);
  } catch (error) {
    if (error instanceof WorkerDied) return null;
    throw error;
  }
}

export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = queue.then(work, work);
  queue = next.catch(() => undefined);
  return next;
}
