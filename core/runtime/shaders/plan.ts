/**
 * GPU.js's compiled plan of a pipeline, as version 2.24.1 keeps it, and the place where an executor of a backend is put
 * in. GPU.js's own executors for WebAssembly and WebGPU come in the same way.
 */

/** Where a step's argument comes from. */
export type Binding =
  | { readonly source: 'pipelineArg'; readonly index: number }
  | { readonly source: 'step'; readonly step: number }
  | { readonly source: 'literal'; readonly value: unknown };

export interface PlanStep {
  readonly kernel: number;
  readonly argBindings: readonly Binding[];
  /** Sizes along x, y and z, as far as there are. */
  readonly output: readonly number[];
  /** The buffer it writes. Nothing reads that buffer's former numbers from here on. */
  readonly outputBuffer: number;
}

export interface PlanKernel {
  readonly clone: { readonly kernel: { readonly source: unknown; readonly constants: Record<string, unknown> | null } };
}

export interface StockPlan {
  readonly steps: readonly PlanStep[];
  readonly kernels: readonly PlanKernel[];
  readonly buffers: readonly { readonly output: readonly number[] }[];
  readonly results: {
    readonly kind: 'single' | 'array' | 'object';
    readonly entries: readonly { readonly binding: Binding }[];
  };
}

/** What GPU.js asks of an executor. */
export interface Executor {
  readonly kind: string;
  /** How many of the plan's kernels compute a block of cells at a time. */
  readonly blocked: number;
  /** Runs all steps; resolves to the results in their order. */
  execute(given: readonly unknown[]): Promise<unknown>;
  /** The text of a kernel's program, by the kernel's number in the plan. */
  sourceOf(kernel: number): string | null;
  destroy(): void;
}

export interface ExtendedPipeline {
  readonly gpu: { readonly context: unknown };
  readonly plan: StockPlan | null;
  _executor?: unknown;
  executorKind: string;
  fallbackReason: string | null;
  _prepareExecutor(given: readonly unknown[]): unknown;
}

/** A plan that an executor does not take, with the reason. GPU.js then runs it as it would without us. */
export class Declined extends Error {
  override readonly name = 'Declined';
}

/** Thrown by an executor whose arguments changed their sizes: GPU.js lets go of it and has another one made. */
export class SizesChanged extends Error {
  readonly isFusionFallback = true;
  readonly recompilable = true;
}

/** Lets a pipeline run its plans on an executor of ours wherever that takes them. */
export function executeWith(
  pipeline: ExtendedPipeline,
  compile: (plan: StockPlan, given: readonly unknown[]) => Executor | Promise<Executor>,
): void {
  const prepare = pipeline._prepareExecutor.bind(pipeline);
  pipeline._prepareExecutor = async (given) => {
    try {
      const plan = pipeline.plan as StockPlan;
      if (plan.results.kind === 'object') throw new Declined('results by name are not taken');
      const executor = await compile(plan, given);
      pipeline._executor = executor;
      pipeline.executorKind = executor.kind;
      pipeline.fallbackReason = null;
    } catch (error) {
      if (!(error instanceof Declined)) throw error;
      await prepare(given);
      pipeline.fallbackReason ??= error.message;
    }
  };
}
