import type { Value } from '../../blocks/kernel.ts';
import type { Plan, Step } from '../../compile/plan.ts';
import { sizeOf } from '../../tensor.ts';
import type { Executor } from '../backend.ts';
import { type Arrays, type Executable, resultsOf, wantedValues } from '../executable.ts';
import { KernelCache, toArgument } from '../kernelCache.ts';
import { Program } from './program.ts';
import { transposeReads } from './transposeReads.ts';
import { kernelClass, type Ways } from './ways.ts';

/** A plan as one WebAssembly program, on the thread that calls it or on several. */
export class ProgramExecutable implements Executable {
  readonly plan: Plan;
  executor: Executor | null = null;
  readonly #resident: Arrays;
  readonly #taken: readonly Value[];
  readonly #wanted: readonly Value[];
  readonly #threads: number;
  readonly #ways: Ways;
  #compiling: Promise<Program> | null = null;
  #program: Program | null = null;

  /** @param threads how many may share the steps */
  constructor(plan: Plan, resident: Arrays, threads = 1, ways: Ways = {}) {
    this.#ways = ways;
    this.#threads = threads;
    this.plan = plan;
    this.#resident = resident;
    this.#taken = [...plan.inputs, ...plan.carried.map(({ value }) => value)];
    this.#wanted = wantedValues(plan);
  }

  get blocked(): number {
    return this.#program?.blocked ?? 0;
  }

  async run(inputs: Arrays): Promise<Record<string, Float32Array>> {
    for (const { name, shape } of this.#taken) {
      const length = inputs[name]?.length ?? 0;
      if (length !== sizeOf(shape)) throw new Error(`'${name}' needs ${sizeOf(shape)} numbers, got ${length}`);
    }
    this.#compiling ??= this.#compile();
    this.#program ??= await this.#compiling;
    this.executor ??= {
      backend: 'webasm',
      kind: this.#program.threads > 1 ? 'fused-threaded' : 'fused-sync',
      ...(this.#ways.fma && { fma: true }),
      ...(this.#ways.wide && { wide: true }),
    };
    return resultsOf(this.plan, this.#wanted, this.#program.run(inputs, this.#wanted), inputs);
  }

  /** WebAssembly is bytes, which nobody reads. */
  compiledSource(): null {
    return null;
  }

  async destroy(): Promise<void> {
    this.#program?.destroy();
  }

  #compile(): Promise<Program> {
    const plan = transposeReads(this.plan);
    const OwnKernel = kernelClass(this.#ways);
    // The bare kernels: nobody calls them, so they need not be wrapped as `createKernel` does.
    const cache = new KernelCache((source, settings) => new OwnKernel(source, settings), plan, this.#resident);
    const kernels = { kernelOf: ({ kernel }: Step) => cache.of(kernel), toArgument };
    return Program.compile(plan, this.#resident, kernels, this.#threads);
  }
}
