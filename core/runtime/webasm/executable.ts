import type { Value } from '../../blocks/kernel.ts';
import type { Plan } from '../../compile/plan.ts';
import { sizeOf } from '../../tensor.ts';
import type { Executor } from '../backend.ts';
import { type Arrays, type Executable, resultsOf, wantedValues } from '../executable.ts';
import { gpujs } from '../gpujs.ts';
import { KernelCache, toArgument } from '../kernelCache.ts';
import { Kernel } from './kernel.ts';
import { Program } from './program.ts';

/** A plan as one WebAssembly program on the thread that calls it. */
export class ProgramExecutable implements Executable {
  readonly plan: Plan;
  executor: Executor | null = null;
  readonly #resident: Arrays;
  readonly #taken: readonly Value[];
  readonly #wanted: readonly Value[];
  readonly #gpu = new gpujs.GPU({ mode: 'webasm' });
  #program: Program | null = null;

  constructor(plan: Plan, resident: Arrays) {
    this.plan = plan;
    this.#resident = resident;
    this.#taken = [...plan.inputs, ...plan.carried.map(({ value }) => value)];
    this.#wanted = wantedValues(plan);
    this.#gpu.Kernel = Kernel as never;
  }

  get blocked(): number {
    return this.#program?.blocked ?? 0;
  }

  async run(inputs: Arrays): Promise<Record<string, Float32Array>> {
    for (const { name, shape } of this.#taken) {
      const length = inputs[name]?.length ?? 0;
      if (length !== sizeOf(shape)) throw new Error(`'${name}' needs ${sizeOf(shape)} numbers, got ${length}`);
    }
    this.#program ??= this.#compile();
    this.executor ??= { backend: 'webasm', kind: 'fused-sync' };
    return resultsOf(this.plan, this.#wanted, this.#program.run(inputs, this.#wanted), inputs);
  }

  /** WebAssembly is bytes, which nobody reads. */
  compiledSource(): null {
    return null;
  }

  async destroy(): Promise<void> {
    this.#program?.destroy();
    await this.#gpu.destroy();
  }

  #compile(): Program {
    const cache = new KernelCache(this.#gpu, this.plan, this.#resident);
    return new Program(this.plan, this.#resident, {
      kernelOf: ({ kernel }) => cache.of(kernel).kernel as Kernel,
      toArgument,
    });
  }
}
