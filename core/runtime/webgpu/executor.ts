import {
  Declined,
  type Executor,
  type ExtendedPipeline,
  executeWith,
  type PlanStep,
  SizesChanged,
  type StockPlan,
} from '../shaders/plan.ts';
import { arrayOf, Programs, type StepShape } from '../shaders/programs.ts';
import { type ReadArray, rowsOf, type Sizes, sizesOf } from '../shaders/storage.ts';
import { translate } from '../shaders/translate.ts';
import type { FunctionAst } from '../webasm/ast.ts';
import { acquireDevice, type Buffer, COMPUTE, type Device, type DeviceContext, MAP_READ, usage } from './device.ts';
import { BufferStorage, blockRowsOf, type ComputeShader, computeShader, wgsl } from './wgsl.ts';

/** GPU.js's name for what its executor does as well: all steps of a plan are recorded by one command encoder. */
const KIND = 'fused-encoder';

/** Lets a pipeline on `webgpu` run its plans by this executor. What it does not take, GPU.js's own runs. */
export function encodeSteps(pipeline: ExtendedPipeline, storage = new BufferStorage()): void {
  executeWith(pipeline, async (plan, given) => {
    const executor = new WebGpuExecutor(await acquireDevice(), plan, given, storage);
    await executor.compiled();
    return executor;
  });
}

interface StepProgram extends ComputeShader {
  readonly isBlock: boolean;
  readonly layout: object;
  readonly pipeline: Promise<object>;
  readonly constants: readonly Buffer[];
}

interface Dispatch {
  readonly pipeline: object;
  readonly group: object;
  readonly groups: readonly [number, number];
}

class WebGpuExecutor implements Executor {
  readonly kind = KIND;
  readonly context: DeviceContext;
  readonly #device: Device;
  readonly #plan: StockPlan;
  readonly #given: readonly unknown[];
  readonly #storage: BufferStorage;
  readonly #programs: Programs<StepProgram>;
  readonly #arguments = new Map<number, { readonly sizes: Sizes; readonly buffer: Buffer }>();
  readonly #constants = new Map<object, Buffer>();
  readonly #buffers: readonly Buffer[];
  readonly #stepPrograms: readonly StepProgram[];
  /** Where each result that a step writes begins in the buffer that is read back. */
  readonly #results: readonly { readonly buffer: Buffer; readonly offset: number }[];
  readonly #readBack: Buffer | null;
  #dispatches: readonly Dispatch[] = [];
  /** All that has to be given back to the device. */
  readonly #owned: Buffer[] = [];

  constructor(context: DeviceContext, plan: StockPlan, given: readonly unknown[], storage: BufferStorage) {
    this.context = context;
    this.#device = context.device;
    this.#plan = plan;
    this.#given = given;
    this.#storage = storage;
    this.#programs = new Programs(plan, given, (shape, ast) => this.#program(shape, ast));
    try {
      this.#stepPrograms = plan.steps.map((step) => this.#programs.of(step));
      this.#buffers = plan.buffers.map(({ output }) => this.#buffer(sizesOf(output), usage.storage | usage.copySource));
    } catch (error) {
      this.destroy();
      throw error;
    }
    let length = 0;
    this.#results = plan.results.entries.flatMap(({ binding }) => {
      if (binding.source !== 'step') return [];
      const buffer = this.#written(plan.steps[binding.step] as PlanStep);
      const offset = length;
      length += buffer.size;
      return [{ buffer, offset }];
    });
    this.#readBack = length > 0 ? this.#create(length, usage.mapRead | usage.copyTarget) : null;
  }

  get blocked(): number {
    return new Set(this.#plan.steps.filter((_, at) => this.#stepPrograms[at]?.isBlock).map(({ kernel }) => kernel))
      .size;
  }

  /** Waits for all programs, which are compiled side by side. */
  async compiled(): Promise<void> {
    try {
      const pipelines = new Map<StepProgram, object>();
      for (const program of this.#programs.all) pipelines.set(program, await program.pipeline);
      const groups = new Map<string, object>();
      const numbers = new Map<object, number>();
      const numberOf = (thing: object) => {
        if (!numbers.has(thing)) numbers.set(thing, numbers.size);
        return numbers.get(thing);
      };
      this.#dispatches = this.#plan.steps.map((step, at) => {
        const program = this.#stepPrograms[at] as StepProgram;
        const buffers = [...this.#reads(step), ...program.constants, this.#written(step)];
        const key = [program, ...buffers].map(numberOf).join();
        const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
        const group = groups.get(key) ?? this.#device.createBindGroup({ layout: program.layout, entries });
        groups.set(key, group);
        return { pipeline: pipelines.get(program) as object, group, groups: program.groups };
      });
    } catch (error) {
      this.destroy();
      if (error instanceof Declined) throw error;
      throw new Declined(error instanceof Error ? error.message : String(error));
    }
  }

  async execute(given: readonly unknown[]): Promise<unknown> {
    if (this.context.isLost) throw new Error('the WebGPU device was lost');
    const { queue } = this.#device;
    for (const [index, { sizes, buffer }] of this.#arguments) {
      const now = arrayOf(given[index]);
      if (now.sizes.join() !== sizes.join()) throw new SizesChanged(`argument ${index} changed its size`);
      queue.writeBuffer(buffer, 0, now.data);
    }
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (const { pipeline, group, groups } of this.#dispatches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...groups);
    }
    pass.end();
    const readBack = this.#readBack;
    if (readBack) {
      for (const { buffer, offset } of this.#results)
        encoder.copyBufferToBuffer(buffer, 0, readBack, offset, buffer.size);
    }
    queue.submit([encoder.finish()]);
    await readBack?.mapAsync(MAP_READ);
    const numbers = readBack?.getMappedRange();
    let next = 0;
    const results = this.#plan.results.entries.map(({ binding }) => {
      if (binding.source === 'literal') return binding.value;
      if (binding.source === 'pipelineArg') return given[binding.index];
      const { buffer, offset } = this.#results[next++] as { buffer: Buffer; offset: number };
      return new Float32Array((numbers as ArrayBuffer).slice(offset, offset + buffer.size));
    });
    readBack?.unmap();
    return this.#plan.results.kind === 'single' ? results[0] : results;
  }

  sourceOf(kernel: number): string | null {
    const at = this.#plan.steps.findIndex((step) => step.kernel === kernel);
    return this.#stepPrograms[at]?.code ?? null;
  }

  destroy(): void {
    for (const buffer of this.#owned.splice(0)) buffer.destroy();
  }

  #written({ outputBuffer }: PlanStep): Buffer {
    return this.#buffers[outputBuffer] as Buffer;
  }

  #reads(step: PlanStep): Buffer[] {
    return step.argBindings.map((binding) => {
      if (binding.source === 'step') return this.#written(this.#plan.steps[binding.step] as PlanStep);
      if (binding.source === 'pipelineArg') return this.#argument(binding.index);
      throw new Declined('a step takes a value that is written into the plan');
    });
  }

  #argument(index: number): Buffer {
    let known = this.#arguments.get(index);
    if (!known) {
      const { sizes } = arrayOf(this.#given[index]);
      known = { sizes, buffer: this.#buffer(sizes, usage.storage | usage.copyTarget) };
      this.#arguments.set(index, known);
    }
    return known.buffer;
  }

  #constant(value: object): Buffer {
    let buffer = this.#constants.get(value);
    if (!buffer) {
      const { sizes, data } = arrayOf(value);
      buffer = this.#buffer(sizes, usage.storage | usage.copyTarget);
      this.#constants.set(value, buffer);
      this.#device.queue.writeBuffer(buffer, 0, data);
    }
    return buffer;
  }

  #buffer(sizes: Sizes, uses: number): Buffer {
    const { maxStorageBufferBindingSize, maxBufferSize } = this.#device.limits;
    const size = sizes[0] * rowsOf(sizes) * Float32Array.BYTES_PER_ELEMENT;
    if (size > Math.min(maxStorageBufferBindingSize, maxBufferSize)) {
      throw new Declined(`an array of ${sizes.join(' x ')} is too large for a buffer`);
    }
    return this.#create(size, uses);
  }

  #create(size: number, uses: number): Buffer {
    const buffer = this.#device.createBuffer({ size, usage: uses });
    this.#owned.push(buffer);
    return buffer;
  }

  #program({ output, parameters, constants }: StepShape, ast: FunctionAst): StepProgram {
    const { maxStorageBuffersPerShaderStage, maxComputeWorkgroupsPerDimension } = this.#device.limits;
    const named = (prefix: string, list: StepShape['parameters']) =>
      new Map(list.map(({ name, sizes }): [string, ReadArray] => [name, { name: `${prefix}_${name}`, sizes }]));
    const [arrays, known] = [named('user', parameters), named('constant', constants)];
    const all = [...arrays.values(), ...known.values()];
    if (all.length >= maxStorageBuffersPerShaderStage)
      throw new Declined('a kernel reads more arrays than can be bound');
    const translation = translate(
      { ast, arrays, constants: known, blockRows: blockRowsOf(output) },
      wgsl,
      this.#storage,
    );
    const shader = computeShader(translation, all, output);
    if (Math.max(...shader.groups) > maxComputeWorkgroupsPerDimension)
      throw new Declined('a kernel has too many cells');
    const layout = this.#device.createBindGroupLayout({
      entries: [...all, null].map((array, binding) => ({
        binding,
        visibility: COMPUTE,
        buffer: { type: array ? 'read-only-storage' : 'storage' },
      })),
    });
    const pipeline = this.#device.createComputePipelineAsync({
      layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: this.#device.createShaderModule({ code: shader.code }) },
    });
    // What goes wrong is found where all are waited for.
    pipeline.catch(() => {});
    return {
      ...shader,
      isBlock: translation.isBlock,
      layout,
      pipeline,
      constants: constants.map(({ value }) => this.#constant(value)),
    };
  }
}
