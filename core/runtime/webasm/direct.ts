import type { StockExecutor, StockPipeline } from './driver.ts';
import { FLOAT_BYTES } from './loads.ts';

/**
 * Calls a compiled plan with arrays alone: what goes in is copied once, into the plan's memory, and what comes out once, out
 * of it. GPU.js samples every argument before its call, hands matrices out row by row and queues each call behind the one
 * before, which for small plans takes as long as the plan. A call here is over before anything else can run.
 */
export class DirectCall {
  readonly #executor: StockExecutor;

  private constructor(executor: StockExecutor) {
    this.#executor = executor;
  }

  /** For a pipeline that has run once; null where it has threads, which take their turns, or is not on WebAssembly. */
  static of({ _executor: executor }: StockPipeline): DirectCall | null {
    if (!executor || executor.threaded) return null;
    return executor._resultReads?.every(({ kind }) => kind === 'step') ? new DirectCall(executor) : null;
  }

  /**
   * @param given an array for each argument of the pipeline, as long as in its first call
   * @returns the numbers of each result, row by row, in arrays of the caller's own
   */
  run(given: readonly Float32Array[]): Float32Array[] {
    const { f32, _argArrayRegions: regions, _stepRuns: steps, _resultReads: reads, destroyed } = this.#executor;
    if (destroyed || !f32 || !regions || !steps || !reads) throw new Error('the plan was destroyed');
    for (const [index, { offset }] of regions) f32.set(given[index] as Float32Array, offset / FLOAT_BYTES);
    for (const { run, cells } of steps) run(0, cells, 0);
    return reads.map(({ base = 0, count = 0 }) => f32.slice(base, base + count));
  }
}
