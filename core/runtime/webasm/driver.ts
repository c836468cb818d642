import { Kernel } from './kernel.ts';
import type { ModuleBuilder } from './stock.ts';

// Pages, workers and Node all have it, but not every set of type definitions says so.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}

/** A step of a plan as GPU.js's executor keeps it: what runs its cells, and how many there are. */
interface StepRun {
  readonly run: Run;
  readonly runSimd: Run | null;
  readonly cells: number;
  readonly sizeX: number;
  readonly usesRandom: boolean;
}

type Run = (start: number, end: number, seed: number) => void;

/** GPU.js's executor of a compiled plan, as far as it is of interest here. */
export interface StockExecutor {
  readonly threaded?: boolean;
  readonly destroyed?: boolean;
  /** The plan's memory. */
  readonly f32?: Float32Array | null;
  _stepRuns?: StepRun[];
  /** Where each array that is an argument lies, in bytes, by its number. */
  readonly _argArrayRegions?: ReadonlyMap<number, { readonly offset: number }> | null;
  /** Where each result lies, in floats, where it is what a step wrote. */
  readonly _resultReads?: readonly { readonly kind: string; readonly base?: number; readonly count?: number }[] | null;
}

/** GPU.js's pipeline: it makes an executor ready before its first run, and again when sizes change. */
export interface StockPipeline {
  _executor?: StockExecutor | false | null;
  readonly plan: { readonly kernels: readonly { readonly clone: { readonly kernel: unknown } }[] } | null;
  _prepareExecutor(given: readonly unknown[]): unknown;
}

/**
 * Lets a pipeline run all steps of its plan by one call into WebAssembly. GPU.js makes a call a step from JavaScript, which
 * for small kernels takes longer than the kernel itself.
 */
export function driveSteps(pipeline: StockPipeline): void {
  const prepare = pipeline._prepareExecutor.bind(pipeline);
  pipeline._prepareExecutor = (given) => {
    const prepared = prepare(given);
    const executor = pipeline._executor;
    const builder = kernelsOf(pipeline)[0]?.newBuilder();
    // Steps that draw numbers need a seed each, and threads have a loop of their own.
    if (builder && executor && !executor.threaded && executor._stepRuns?.every(({ usesRandom }) => !usesRandom)) {
      executor._stepRuns = [driverOf(executor._stepRuns, builder)];
    }
    return prepared;
  };
}

/** How many of a plan's kernels are computed in blocks; what is true of it once it has run. */
export function countBlocked(pipeline: StockPipeline): number {
  return kernelsOf(pipeline).filter(({ rewrites }) => rewrites.includes('block')).length;
}

function kernelsOf({ plan }: StockPipeline): Kernel[] {
  return (plan?.kernels ?? []).map(({ clone }) => clone.kernel).filter((kernel) => kernel instanceof Kernel);
}

/** One step that runs them all, in order. */
function driverOf(steps: readonly StepRun[], builder: ModuleBuilder): StepRun {
  const names = new Map<Run, string>();
  for (const { run } of steps) {
    if (names.has(run)) continue;
    const name = `step${names.size}`;
    names.set(run, name);
    builder.addFuncImport(name, ['i32', 'i32', 'i32'], []);
  }
  const em = builder.addFunction('plan', { params: ['i32', 'i32', 'i32'] });
  for (const { run, cells } of steps) {
    em.i32Const(0)
      .i32Const(cells)
      .i32Const(0)
      .call(names.get(run) as string);
  }
  builder.exportFunction('plan');
  const env = Object.fromEntries([...names].map(([run, name]) => [name, run]));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(builder.toBytes()), { env });
  return { run: exports.plan as Run, runSimd: null, cells: 0, sizeX: 0, usesRandom: false };
}
