import type { Value } from '../../blocks/kernel.ts';
import type { Plan } from '../../compile/plan.ts';
import { sizeOf } from '../../tensor.ts';
import { type Assembly, assemblePlan, type Kernels } from './assemblePlan.ts';
import { PAGE_BYTES } from './layout.ts';
import { FLOAT_BYTES } from './loads.ts';

// Pages, workers and Node all have it, but not every set of type definitions says so.
declare namespace WebAssembly {
  class Memory {
    constructor(pages: { readonly initial: number; readonly maximum: number });
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
  readonly #run: (repetitions: number) => void;
  #memory: Float32Array | null;

  /** @param resident an array for each of the plan's resident values, by name */
  constructor(plan: Plan, resident: Arrays, kernels: Kernels) {
    const assembly = assemblePlan(plan, kernels);
    const pages = assembly.layout.bytes / PAGE_BYTES;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const math = Object.fromEntries(assembly.imported.map((name) => [`math_${name}`, Math[name as 'pow']]));
    const module = new WebAssembly.Module(assembly.bytes);
    const { exports } = new WebAssembly.Instance(module, { env: { memory, ...math } });
    this.#plan = plan;
    this.#assembly = assembly;
    this.#run = exports.plan as (repetitions: number) => void;
    this.#memory = new Float32Array(memory.buffer);
    for (const value of plan.resident) this.#place(value).set(resident[value.name] as Float32Array);
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
    this.#run(repeat);
    return wanted.map((value) => this.#place(value).slice());
  }

  destroy(): void {
    this.#memory = null;
  }

  #place({ name, shape }: Value): Float32Array {
    if (!this.#memory) throw new Error('the plan was destroyed');
    const start = (this.#assembly.layout.offsets.get(name) as number) / FLOAT_BYTES;
    return this.#memory.subarray(start, start + sizeOf(shape));
  }
}
