/** A worker for each contestant; the bench drives them through `page.evaluate`. */
import type { Answer, Request } from '../contest.ts';

const workers = new Map<number, Worker>();

const bench = {
  open(id: number): void {
    workers.set(id, new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
  },

  ask(id: number, request: Request): Promise<Answer> {
    const worker = workers.get(id);
    if (!worker) throw new Error(`no worker ${id}`);
    return new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => resolve({ is: 'error', message: message ?? 'the worker did not load' });
      worker.postMessage(request);
    });
  },

  close(id: number): void {
    workers.get(id)?.terminate();
    workers.delete(id);
  },
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
