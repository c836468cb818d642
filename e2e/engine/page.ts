/** A page without an interface: it hands jobs to the engine in a worker, as the app does. */
import { type Remote, wrap } from 'comlink';
import type { EngineJobs } from './worker.ts';

declare global {
  interface Window {
    /** Specs call it through `page.evaluate`. */
    engine: Remote<EngineJobs>;
  }
}
window.engine = wrap<EngineJobs>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
