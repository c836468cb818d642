import type { Kernel, Value } from '../blocks/kernel.ts';
import type { Plan } from '../compile/plan.ts';
import { ProblemError, problem } from '../problem.ts';
import { sizeOf } from '../tensor.ts';
import { type Backend, backends, type Executor, type RunSettings } from './backend.ts';
import { type Arrays, type Executable, resultsOf, wantedValues } from './executable.ts';
import { gpujs } from './gpujs.ts';
import { KernelCache, type KernelSettings, toArgument } from './kernelCache.ts';
import type { ExtendedPipeline, Executor as PlanExecutor } from './shaders/plan.ts';
import { Kernel as FastKernel } from './webasm/kernel.ts';
import { drawSteps } from './webgl2/executor.ts';
import { encodeSteps } from './webgpu/executor.ts';

const { GPU } = gpujs;
type Gpu = InstanceType<typeof GPU>;
type PipelineCall = ReturnType<Gpu['createPipeline']>;

/** What GPU.js makes of a kernel: a function, with the object behind it. */
interface GpuKernel {
  (...reads: unknown[]): unknown;
  readonly kernel: unknown;
}

/** What GPU.js hands back: a vector, or rows of one. */
type Output = Float32Array | readonly Output[];

/** A plan as one of GPU.js's pipelines. */
export class PipelineExecutable implements Executable {
  readonly plan: Plan;
  executor: Executor | null = null;
  readonly #gpu: Gpu;
  readonly #settings: RunSettings;
  readonly #arguments: readonly Value[];
  readonly #returned: readonly Value[];
  readonly #call: PipelineCall;
  readonly #kernels: KernelCache<GpuKernel>;

  /** @param kernelClass what is to make kernels on webasm, instead of GPU.js's own class */
  constructor(plan: Plan, resident: Arrays, settings: RunSettings, kernelClass: unknown = FastKernel) {
    this.plan = plan;
    this.#settings = settings;
    this.#gpu = new GPU({ mode: settings.backend });
    if (settings.backend === 'webasm' && kernelClass) this.#gpu.Kernel = kernelClass as never;
    const make = (source: string, kernelSettings: KernelSettings) =>
      this.#gpu.createKernel(source as never, kernelSettings as never) as unknown as GpuKernel;
    this.#kernels = new KernelCache(make, plan, resident);
    const { call, taken, returned } = orchestrate(plan, this.#kernels);
    this.#arguments = taken;
    this.#returned = returned;
    this.#call = this.#gpu.createPipeline(call, { threads: settings.threads });
    if (settings.backend === 'webgl2') drawSteps(this.#pipeline);
    if (settings.backend === 'webgpu') encodeSteps(this.#pipeline);
  }

  async run(inputs: Arrays): Promise<Record<string, Float32Array>> {
    const given = this.#arguments.map((value) => toArgument(value, inputs[value.name])) as Parameters<PipelineCall>;
    let outputs: readonly Output[];
    try {
      outputs = (await this.#call(...given)) as unknown as readonly Output[];
    } catch (error) {
      throw this.#failure(error instanceof Error ? error.message : String(error));
    }
    this.executor ??= this.#whatRan();
    if (this.#isLost()) throw this.#failure('the GPU device was lost');
    const written = this.#returned.map(({ shape }, index) => flatten(outputs[index], shape));
    return resultsOf(this.plan, this.#returned, written, inputs);
  }

  compiledSource(kernel: Kernel): string | null {
    const plan = this.#call.plan as CompiledPlan | null;
    const shortcut = this.#kernels.of(kernel);
    const at = plan?.kernels.findIndex((entry) => entry.shortcut === shortcut) ?? -1;
    if (!plan || at < 0) return null;
    if (this.#ours) return this.#ours.sourceOf(at);
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
    if (this.#ours) return this.#ours.blocked;
    const kernels = (this.#call.plan as CompiledPlan | null)?.kernels.map(({ clone }) => clone.kernel) ?? [];
    return kernels.filter((kernel) => kernel instanceof FastKernel && kernel.isBlocked).length;
  }

  get #pipeline(): ExtendedPipeline {
    return this.#call.pipeline as unknown as ExtendedPipeline;
  }

  /** Our executor of the plan, where one has taken it. */
  get #ours(): PlanExecutor | null {
    const executor = this.#pipeline._executor as Partial<PlanExecutor> | false | null | undefined;
    return executor && 'sourceOf' in executor ? (executor as PlanExecutor) : null;
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
function orchestrate(plan: Plan, kernels: KernelCache<GpuKernel>) {
  const taken = [...plan.inputs, ...plan.carried.map(({ value }) => value)];
  const returned = wantedValues(plan);
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

/** The parts of GPU.js's compiled plan that hold the text of each kernel's program. */
interface CompiledPlan {
  readonly kernels: readonly { readonly shortcut: unknown; readonly clone: CompiledKernel }[];
  readonly genericClones: ReadonlyMap<string, CompiledKernel>;
}
interface CompiledKernel {
  readonly kernel: { readonly compiledSource?: unknown; readonly compiledFragmentShader?: unknown };
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
