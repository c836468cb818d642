/** A page without an interface: it hands jobs to the engine in a worker, as the app does. */
import type { EngineJobs } from './worker.ts';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
let last = 0;

worker.onmessage = ({ data: { id, value, error } }) => {
  const { resolve, reject } = waiting.get(id) ?? {};
  waiting.delete(id);
  if (error === undefined) resolve?.(value);
  else reject?.(new Error(error));
};
worker.onerror = (event) => {
  for (const { reject } of waiting.values()) reject(new Error(event.message));
};

/** Runs a job by name; specs call it through `page.evaluate`. */
function run<Name extends keyof EngineJobs>(name: Name, ...args: Parameters<EngineJobs[Name]>) {
  last += 1;
  const id = last;
  worker.postMessage({ id, name, args });
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject })) as ReturnType<EngineJobs[Name]>;
}

declare global {
  interface Window {
    runJob: typeof run;
  }
}
window.runJob = run;
