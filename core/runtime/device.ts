/** Turns plans into something that runs on GPU.js, and says what really ran. */
import type { Kernel, Value } from '../blocks/kernel.ts';
import type { Plan } from '../compile/plan.ts';
import { ProblemError, problem } from '../problem.ts';
import { sizeOf } from '../tensor.ts';
import { type Backend, backends, type Executor, type RunSettings } from './backend.ts';
import { gpujs } from './gpujs.ts';
import { DirectCall } from './webasm/direct.ts';
import { countBlocked, driveSteps, type StockPipeline } from './webasm/driver.ts';
import { Kernel as FastKernel } from './webasm/kernel.ts';

const { GPU, Input } = gpujs;
type Gpu = InstanceType<typeof GPU>;
type PipelineCall = ReturnType<Gpu['createPipeline']>;

export type Arrays = Readonly<Record<string, Float32Array>>;

/** A plan made ready to run on one backend. */
export interface Executable {
  readonly plan: Plan;
  /** Known after the first run. */
  readonly executor: Executor | null;
  /** How many of the kernels compute a block of cells at a time, once they have run; only webasm has such. */
  readonly blocked: number;
  /**
   * Runs the plan once. `inputs` holds an array for every input and kept carried value, by name; results come back the
   * same way, as arrays of the caller's own. Throws a ProblemError where the backend fails or is lost.
   */
  run(inputs: Arrays): Promise<Record<string, Float32Array>>;
  /** What the backend made of a kernel, GLSL or WGSL, once it has run; null where the backend makes bytes. */
  compiledSource(kernel: Kernel): string | null;
  destroy(): Promise<void>;
}

/** What GPU.js hands back: a vector, or rows of one. */
type Output = Float32Array | readonly Output[];

/**
 * Makes a plan ready. The kernels are compiled by the first run.
 *
 * @param resident an array for each of the plan's resident values, by name
 */
export function prepare(plan: Plan, resident: Arrays, settings: RunSettings): Executable {
  return new GpuExecutable(plan, resident, settings);
}

/** Whether a backend can be had here. Never throws. */
export async function isAvailable(backend: Backend): Promise<boolean> {
  switch (backend) {
    case 'webgpu':
      // Node would load a native package; only browsers bring WebGPU along.
      return 'navigator' in globalThis && GPU.isWebGPUSupported && (await GPU.isWebGPUAvailable());
    case 'webgl2':
      return GPU.isWebGL2Supported;
    case 'webasm':
      return GPU.isWebAssemblySupported;
    case 'cpu':
      return canEvaluate();
  }
}

/** Pages forbid `eval` by their content security policy; GPU.js's cpu mode cannot do without. */
function canEvaluate(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}

class GpuExecutable implements Executable {
  readonly plan: Plan;
  executor: Executor | null = null;
  readonly #gpu: Gpu;
  readonly #settings: RunSettings;
  readonly #arguments: readonly Value[];
  readonly #returned: readonly Value[];
  readonly #call: PipelineCall;
  readonly #kernels: KernelCache;
  /** The short way into a plan that has run, where there is one; undefined before. */
  #direct: DirectCall | null | undefined;

  constructor(plan: Plan, resident: Arrays, settings: RunSettings) {
    this.plan = plan;
    this.#settings = settings;
    this.#gpu = new GPU({ mode: settings.backend });
    if (settings.backend === 'webasm') this.#gpu.Kernel = FastKernel as never;
    this.#kernels = new KernelCache(this.#gpu, plan, resident);
    const { call, taken, returned } = orchestrate(plan, this.#kernels);
    this.#arguments = taken;
    this.#returned = returned;
    this.#call = this.#gpu.createPipeline(call, { threads: settings.threads });
    if (settings.backend === 'webasm') driveSteps(this.#pipeline);
  }

  async run(inputs: Arrays): Promise<Record<string, Float32Array>> {
    const given = this.#arguments.map((value) => sized(value, inputs[value.name]));
    const outputs = this.#direct ? this.#direct.run(given) : await this.#callPipeline(given);
    const written = new Map(this.#returned.map(({ name }, index) => [name, outputs[index] as Float32Array]));
    const results: Record<string, Float32Array> = {};
    for (const { value, next, kept } of this.plan.carried) {
      if (kept) results[value.name] = written.get(next) as Float32Array;
    }
    for (const [name, from] of Object.entries(this.plan.results)) {
      // An output may be an input passed through, such as what the Input block gives out.
      results[name] = written.get(from) ?? (inputs[from] as Float32Array);
    }
    return results;
  }

  /** The way through GPU.js, which compiles the kernels first where they are not. */
  async #callPipeline(given: readonly Float32Array[]): Promise<Float32Array[]> {
    const handed = given.map((data, index) => toArgument(this.#arguments[index] as Value, data));
    let outputs: readonly Output[];
    try {
      outputs = (await this.#call(...(handed as Parameters<PipelineCall>))) as unknown as readonly Output[];
    } catch (error) {
      throw this.#failure(error instanceof Error ? error.message : String(error));
    }
    this.executor ??= this.#whatRan();
    if (this.#isLost()) throw this.#failure('the GPU device was lost');
    if (this.#settings.backend === 'webasm') this.#direct ??= DirectCall.of(this.#pipeline);
    return this.#returned.map(({ shape }, index) => flatten(outputs[index], shape));
  }

  compiledSource(kernel: Kernel): string | null {
    const plan = this.#call.plan as CompiledPlan | null;
    const shortcut = this.#kernels.of(kernel);
    const at = plan?.kernels.findIndex((entry) => entry.shortcut === shortcut) ?? -1;
    if (!plan || at < 0) return null;
    const generic = [...plan.genericClones].find(([key]) => key.startsWith(`${at}:`))?.[1];
    const { compiledSource, compiledFragmentShader } = (generic ?? plan.kernels[at]?.clone)?.kernel ?? {};
    const source = compiledFragmentShader ?? compiledSource;
    return typeof source === 'string' ? source : null;
  }

  async destroy(): Promise<void> {
    await this.#gpu.destroy();
  }

  /** What GPU.js ran, or a Problem where it silently fell back to another backend. */
  #whatRan(): Executor {
    const { backend: mode, executorKind: kind, fallbackReason } = this.#call;
    const { backend } = this.#settings;
    const expected: Record<Backend, boolean> = {
      webgpu: kind === 'fused-encoder',
      webgl2: mode === 'gpu',
      webasm: kind === 'fused-sync' || kind === 'fused-threaded',
      cpu: mode === 'cpu',
    };
    if (!expected[backend]) throw this.#failure(fallbackReason ?? `GPU.js ran ${mode} (${kind}) instead`);
    return { backend, kind };
  }

  get blocked(): number {
    return this.#settings.backend === 'webasm' ? countBlocked(this.#pipeline) : 0;
  }

  get #pipeline(): StockPipeline {
    return this.#call.pipeline as unknown as StockPipeline;
  }

  #isLost(): boolean {
    if (this.#settings.backend === 'webgl2') return this.#gpu.context?.isContextLost?.() === true;
    const executor = (this.#call.pipeline as { _executor?: { context?: { isLost?: boolean } | null } })._executor;
    return executor?.context?.isLost === true;
  }

  #failure(reason: string): ProblemError {
    const { backend } = this.#settings;
    const known = backends.filter((other) => other !== backend).join(', ');
    return new ProblemError(problem('backendMissing', { backend, reason, known }));
  }
}

/**
 * The function that GPU.js traces once: every step of the plan, as often as the plan repeats. GPU.js reads its `length`
 * for the number of arguments.
 */
function orchestrate(plan: Plan, kernels: KernelCache) {
  const taken = [...plan.inputs, ...plan.carried.map(({ value }) => value)];
  const written = new Map(plan.steps.map((step) => [step.writes, step.kernel.shape]));
  const returned = [...plan.carried.filter(({ kept }) => kept).map(({ next }) => next), ...Object.values(plan.results)]
    .filter((name, index, all) => written.has(name) && all.indexOf(name) === index)
    .map((name) => ({ name, shape: written.get(name) as readonly number[] }));
  const call = (...handles: unknown[]) => {
    const values = new Map(taken.map(({ name }, index) => [name, handles[index]]));
    for (let repetition = 0; repetition < plan.repeat; repetition++) {
      for (const step of plan.steps) {
        values.set(step.writes, kernels.of(step.kernel)(...step.reads.map((name) => values.get(name))));
      }
      const next = plan.carried.map((carried) => values.get(carried.next));
      plan.carried.forEach(({ value }, index) => {
        values.set(value.name, next[index]);
      });
    }
    return returned.map(({ name }) => values.get(name));
  };
  Object.defineProperty(call, 'length', { value: taken.length });
  return { call, taken, returned };
}

type GpuKernel = (...reads: unknown[]) => unknown;

/** The parts of GPU.js's compiled plan that hold the text of each kernel's program. */
interface CompiledPlan {
  readonly kernels: readonly { readonly shortcut: unknown; readonly clone: CompiledKernel }[];
  readonly genericClones: ReadonlyMap<string, CompiledKernel>;
}
interface CompiledKernel {
  readonly kernel: { readonly compiledSource?: unknown; readonly compiledFragmentShader?: unknown };
}

/** GPU.js kernels by source and size, so that equal steps share one program. */
class KernelCache {
  readonly #gpu: Gpu;
  readonly #kernels = new Map<string, GpuKernel>();
  readonly #resident: Readonly<Record<string, unknown>>;

  constructor(gpu: Gpu, plan: Plan, resident: Arrays) {
    this.#gpu = gpu;
    this.#resident = Object.fromEntries(
      plan.resident.map((value) => [value.name, toArgument(value, sized(value, resident[value.name]))]),
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

/** A value's array, which has to have its size. */
function sized({ name, shape }: Value, data: Float32Array | undefined): Float32Array {
  if (data?.length === sizeOf(shape)) return data;
  throw new Error(`'${name}' needs ${sizeOf(shape)} numbers, got ${data?.length ?? 'none'}`);
}

/** An array as GPU.js takes it: a matrix is told its columns and rows. */
function toArgument({ shape }: Value, data: Float32Array): unknown {
  return shape.length === 1 ? data : new Input(data as never, [...shape].reverse() as never);
}

function flatten(output: Output | undefined, shape: readonly number[]): Float32Array {
  if (output instanceof Float32Array && output.length === sizeOf(shape)) return output;
  const flat = new Float32Array(sizeOf(shape));
  let offset = 0;
  const append = (part: Output | undefined) => {
    if (part instanceof Float32Array) {
      flat.set(part, offset);
      offset += part.length;
    } else {
      for (const row of part ?? []) append(row);
    }
  };
  append(output);
  return flat;
}
