import type { Plan } from '../compile/plan.ts';
import { gpujs } from '../runtime/gpujs.ts';
import { KernelCache, toArgument } from '../runtime/kernelCache.ts';
import type { Executor, ExtendedPipeline } from '../runtime/shaders/plan.ts';
import type { Kernel } from '../runtime/webasm/kernel.ts';
import { Program } from '../runtime/webasm/program.ts';
import type { Rewrite } from '../runtime/webasm/rewrites.ts';
import type { KernelCase } from './awkwardKernels.ts';

const { GPU, Input } = gpujs;

/** What a kernel gave, and how. */
export interface KernelRun {
  readonly values: Float32Array;
  readonly executorKind: string;
  /** Empty for GPU.js's own kernels. */
  readonly rewrites: readonly Rewrite[];
  /** Whether an executor of ours computed it a block of cells at a time. */
  readonly isBlocked: boolean;
}

/** How a kernel is to be run: as GPU.js does where only the mode is given. */
export interface KernelSettings {
  readonly mode: 'webasm' | 'webgl2' | 'webgpu';
  readonly kernelClass?: unknown;
  readonly threads?: boolean;
  /** Puts an executor of ours into the pipeline. */
  readonly extend?: (pipeline: ExtendedPipeline) => void;
}

/** Runs a kernel in a pipeline, twice, so that the second run meets what the first left in memory. */
export async function runKernel(given: KernelCase, settings: KernelSettings): Promise<KernelRun> {
  const { mode, kernelClass, threads = false, extend } = settings;
  const gpu = new GPU({ mode });
  if (kernelClass) gpu.Kernel = kernelClass as never;
  const matrix = ({ size, data }: KernelCase['inputs'][number]) =>
    size.length === 1 ? data : new Input(data as never, size as never);
  const kernel = gpu.createKernel(
    given.source as never,
    {
      output: [...given.output],
      precision: 'single',
      loopMaxIterations: 1e6,
      ...(given.constant && { constants: { C: matrix(given.constant) } }),
    } as Parameters<typeof gpu.createKernel>[1],
  );
  const call = (...reads: unknown[]) => (kernel as (...reads: unknown[]) => unknown)(...reads);
  Object.defineProperty(call, 'length', { value: given.inputs.length });
  const pipeline = gpu.createPipeline(call as never, { threads });
  const extended = pipeline.pipeline as unknown as ExtendedPipeline;
  extend?.(extended);
  try {
    const inputs = given.inputs.map(matrix) as never[];
    await pipeline(...inputs);
    const values = flat(await pipeline(...inputs));
    const { executorKind, fallbackReason } = pipeline;
    if (fallbackReason) throw new Error(`${given.name}: ${fallbackReason}`);
    const plan = pipeline.plan as unknown as { kernels: { clone: { kernel: { rewrites?: readonly Rewrite[] } } }[] };
    const rewrites = plan.kernels[0]?.clone.kernel.rewrites ?? [];
    const isBlocked = ((extended._executor as Partial<Executor> | null)?.blocked ?? 0) > 0;
    return { values, executorKind, rewrites, isBlocked };
  } finally {
    await gpu.destroy();
  }
}

/** Runs a kernel of ours as the one step of a plan, twice, as the app runs plans. */
export async function runAsProgram(
  given: KernelCase,
  kernelClass: unknown,
  threads: boolean,
): Promise<Pick<KernelRun, 'values' | 'rewrites'>> {
  const sized = (name: string, { size }: KernelCase['inputs'][number]) => ({ name, shape: [...size].reverse() });
  const [, list = ''] = /\(([^)]*)\)/.exec(given.source) ?? [];
  const parameters = list.split(', ');
  const inputs = given.inputs.map((matrix, at) => sized(parameters[at] as string, matrix));
  const kernel = {
    name: given.name,
    parameters,
    shape: [...given.output].reverse(),
    source: given.source,
    ...(given.constant && { constants: { C: 'C' } }),
  };
  const plan: Plan = {
    kind: 'infer',
    rows: kernel.shape[0] as number,
    repeat: 1,
    inputs,
    resident: given.constant ? [sized('C', given.constant)] : [],
    carried: [],
    steps: [{ phase: 'forward', blocks: [], kernel, reads: parameters, writes: 'result' }],
    results: { result: 'result' },
    scalars: [],
  };
  const resident = given.constant ? { C: given.constant.data } : {};
  const OwnKernel = kernelClass as typeof Kernel;
  const cache = new KernelCache((source, settings) => new OwnKernel(source, settings), plan, resident);
  const made = cache.of(kernel);
  const program = await Program.compile(plan, resident, { kernelOf: () => made, toArgument }, threads ? 2 : 1);
  try {
    const data = Object.fromEntries(parameters.map((name, at) => [name, given.inputs[at]?.data as Float32Array]));
    const wanted = [{ name: 'result', shape: kernel.shape }];
    program.run(data, wanted);
    return { values: program.run(data, wanted)[0] as Float32Array, rewrites: made.rewrites };
  } finally {
    program.destroy();
  }
}

/** How kernels of ours compare with GPU.js's own. */
export interface Comparison {
  /** The names of the kernels that gave other bits, or ran another way. */
  readonly differing: readonly string[];
  /** In how many kernels each rewrite was made. */
  readonly made: Readonly<Partial<Record<Rewrite, number>>>;
  readonly executorKinds: readonly string[];
  /** Of the bits of all results of ours; equal where all of them are. */
  readonly digest: number;
}

/** Runs each kernel on GPU.js's class and on ours, there both in GPU.js's pipeline and in a program of ours. */
export async function compareKernels(
  kernels: readonly KernelCase[],
  kernelClass: unknown,
  threads: boolean,
): Promise<Comparison> {
  const differing: string[] = [];
  const made: Partial<Record<Rewrite, number>> = {};
  const executorKinds: string[] = [];
  let digest = 0;
  for (const kernel of kernels) {
    const stock = await runKernel(kernel, { mode: 'webasm', threads });
    const ours = await runKernel(kernel, { mode: 'webasm', threads, kernelClass });
    const program = await runAsProgram(kernel, kernelClass, threads);
    const same = [ours, program].every(({ values }) => differingBits(stock.values, values) === 0);
    if (!same || ours.executorKind !== stock.executorKind) differing.push(kernel.name);
    executorKinds.push(ours.executorKind);
    for (const { values } of [ours, program]) {
      for (const word of wordsOf(values)) digest = (Math.imul(digest, 31) + word) | 0;
    }
    for (const rewrite of new Set([...ours.rewrites, ...program.rewrites])) made[rewrite] = (made[rewrite] ?? 0) + 1;
  }
  return { differing, made, executorKinds, digest };
}

function flat(result: unknown): Float32Array {
  if (result instanceof Float32Array) return result;
  const parts = (result as unknown[]).map(flat);
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** In how many places two results have different bits. */
function differingBits(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Math.max(a.length, b.length);
  const [left, right] = [wordsOf(a), wordsOf(b)];
  return left.reduce((sum, bits, at) => sum + (bits === right[at] ? 0 : 1), 0);
}

function wordsOf({ buffer, byteOffset, length }: Float32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, length);
}
