import type { Value } from '../../blocks/kernel.ts';
import type { Plan } from '../../compile/plan.ts';
import { sizeOf } from '../../tensor.ts';
import { type Assembly, assemblePlan, type Kernels } from './assemblePlan.ts';
import { Crew } from './crew.ts';
import { FLOAT_BYTES } from './loads.ts';

// Pages, workers and Node all have it, but not every set of type definitions says so.
declare namespace WebAssembly {
  class Memory {
    constructor(pages: { readonly initial: number; readonly maximum: number; readonly shared: boolean });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}

type Arrays = Readonly<Record<string, Float32Array>>;

/**
 * A plan as one WebAssembly module over one memory. A call writes the inputs, goes through the steps as often as the plan
 * repeats, and reads the results. GPU.js's own executor unrolls the repetitions and makes a module for every kernel and
 * set of places; here the repetitions are a loop, kernels call each other directly, and what goes round stays in place.
 */
export class Program {
  readonly #plan: Plan;
  readonly #assembly: Assembly;
  readonly #run: (repetitions: number, thread: number) => void;
  readonly #crew: Crew | null;
  #memory: Float32Array | null;

  /**
   * Compiles a plan, and starts the threads that it is to run on.
   *
   * @param resident an array for each of the plan's resident values, by name
   * @param wantedThreads how many threads may share its steps; one where none is large enough
   */
  static async compile(plan: Plan, resident: Arrays, kernels: Kernels, wantedThreads: number): Promise<Program> {
    const assembly = assemblePlan(plan, kernels, wantedThreads);
    const { bytes, pages, threads, imported, layout } = assembly;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: threads > 1 });
    const math = Object.fromEntries(imported.map((name) => [`math_${name}`, Math[name as 'pow']]));
    const module = new WebAssembly.Module(bytes);
    const { exports } = new WebAssembly.Instance(module, { env: { memory, ...math } });
    const crew =
      threads > 1 ? await Crew.gather({ module, memory, math: imported, base: layout.bytes, threads }) : null;
    const program = new Program(
      plan,
      assembly,
      exports.plan as (repetitions: number, thread: number) => void,
      memory.buffer,
      crew,
    );
    for (const value of plan.resident) program.#place(value).set(resident[value.name] as Float32Array);
    return program;
  }

  private constructor(
    plan: Plan,
    assembly: Assembly,
    run: (repetitions: number, thread: number) => void,
    memory: ArrayBuffer,
    crew: Crew | null,
  ) {
    this.#plan = plan;
    this.#assembly = assembly;
    this.#run = run;
    this.#memory = new Float32Array(memory);
    this.#crew = crew;
  }

  get threads(): number {
    return this.#assembly.threads;
  }

  /** How many of the kernels compute a block of cells at a time. */
  get blocked(): number {
    return this.#assembly.kernels.filter(({ isBlocked }) => isBlocked).length;
  }

  /**
   * @param given an array for each input and each carried value, by name, of the value's size
   * @param wanted the values to read afterwards
   * @returns their numbers, in arrays of the caller's own
   */
  run(given: Arrays, wanted: readonly Value[]): Float32Array[] {
    const { inputs, carried, repeat } = this.#plan;
    for (const value of inputs) this.#place(value).set(given[value.name] as Float32Array);
    for (const { value } of carried) this.#place(value).set(given[value.name] as Float32Array);
    this.#crew?.call(repeat);
    this.#run(repeat, 0);
    return wanted.map((value) => this.#place(value).slice());
  }

  destroy(): void {
    this.#crew?.dismiss();
    this.#memory = null;
  }

  #place({ name, shape }: Value): Float32Array {
    if (!this.#memory) throw new Error('the plan was destroyed');
    const start = (this.#assembly.layout.offsets.get(name) as number) / FLOAT_BYTES;
    return this.#memory.subarray(start, start + sizeOf(shape));
  }
}
