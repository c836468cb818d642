import type { Kernel, Value } from '../blocks/kernel.ts';
import type { Plan } from '../compile/plan.ts';
import { sizeOf } from '../tensor.ts';
import type { Arrays } from './executable.ts';
import { gpujs } from './gpujs.ts';

/** What a kernel is made of, for GPU.js. */
export interface KernelSettings {
  /** The result's sizes along x, y and z. */
  readonly output: readonly number[];
  readonly precision: 'single';
  readonly loopMaxIterations: number;
  readonly constants: Readonly<Record<string, unknown>>;
}

/** Kernels made by GPU.js, by source and size, so that equal steps share one. */
export class KernelCache<T> {
  readonly #make: (source: string, settings: KernelSettings) => T;
  readonly #kernels = new Map<string, T>();
  readonly #resident: Readonly<Record<string, unknown>>;

  constructor(make: (source: string, settings: KernelSettings) => T, plan: Plan, resident: Arrays) {
    this.#make = make;
    this.#resident = Object.fromEntries(
      plan.resident.map((value) => [value.name, toArgument(value, resident[value.name])]),
    );
  }

  of({ source, shape, constants = {} }: Kernel): T {
    const key = [source, shape.join(), JSON.stringify(constants)].join('\n');
    const known = this.#kernels.get(key);
    if (known) return known;
    const made = this.#make(source, {
      output: [...shape].reverse(),
      precision: 'single',
      loopMaxIterations: 2 ** 31 - 1,
      constants: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, this.#resident[value]])),
    });
    this.#kernels.set(key, made);
    return made;
  }
}

/** An array as GPU.js takes it: a matrix is told its columns and rows. */
export function toArgument({ name, shape }: Value, data: Float32Array | undefined): unknown {
  if (data?.length !== sizeOf(shape)) {
    throw new Error(`'${name}' needs ${sizeOf(shape)} numbers, got ${data?.length ?? 'none'}`);
  }
  return shape.length === 1 ? data : new gpujs.Input(data as never, [...shape].reverse() as never);
}
