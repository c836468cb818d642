import type { Kernel, Value } from '../blocks/kernel.ts';
import type { Plan } from '../compile/plan.ts';
import { sizeOf } from '../tensor.ts';
import type { Arrays } from './executable.ts';
import { gpujs } from './gpujs.ts';

type Gpu = InstanceType<typeof gpujs.GPU>;

/** What GPU.js makes of a kernel: a function, with the object behind it. */
export interface GpuKernel {
  (...reads: unknown[]): unknown;
  readonly kernel: unknown;
}

/** GPU.js kernels by source and size, so that equal steps share one program. */
export class KernelCache {
  readonly #gpu: Gpu;
  readonly #kernels = new Map<string, GpuKernel>();
  readonly #resident: Readonly<Record<string, unknown>>;

  constructor(gpu: Gpu, plan: Plan, resident: Arrays) {
    this.#gpu = gpu;
    this.#resident = Object.fromEntries(
      plan.resident.map((value) => [value.name, toArgument(value, resident[value.name])]),
    );
  }

  of({ source, shape, constants = {} }: Kernel): GpuKernel {
    const key = [source, shape.join(), JSON.stringify(constants)].join('\n');
    const known = this.#kernels.get(key);
    if (known) return known;
    const made = this.#gpu.createKernel(source, {
      output: [...shape].reverse(),
      precision: 'single',
      loopMaxIterations: 2 ** 31 - 1,
      constants: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, this.#resident[value]])),
    } as Parameters<Gpu['createKernel']>[1]) as unknown as GpuKernel;
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
