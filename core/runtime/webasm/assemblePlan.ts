import type { Value } from '../../blocks/kernel.ts';
import type { Plan, Step } from '../../compile/plan.ts';
import { sizeOf } from '../../tensor.ts';
import { addBarrier } from './barrier.ts';
import { emitPlan } from './emitPlan.ts';
import type { Kernel } from './kernel.ts';
import { type Layout, layOut, PAGE_BYTES } from './layout.ts';
import { Linker } from './linker.ts';
import { scheduleThreads } from './schedule.ts';
import type { ArrayLayout, KernelLayout, ModuleBuilder } from './stock.ts';

/** What is asked of GPU.js: a kernel of ours for a step, the same one for equal steps, and how it takes a value's numbers. */
export interface Kernels {
  kernelOf(step: Step): Kernel;
  toArgument(value: Value, data: Float32Array): unknown;
}

/** A plan's module, and what has to be known to call it. */
export interface Assembly {
  /** Imports `env.memory` and exports `plan(repetitions, thread)`, which all threads have to call. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** One for a plan of which no step is worth splitting. */
  readonly threads: number;
  /**
   * Of the memory, which is shared where there are threads; their control words lie behind the values, and the room for
   * panels behind those.
   */
  readonly pages: number;
  readonly layout: Layout;
  readonly kernels: readonly Kernel[];
  /** The functions of JavaScript's `Math` that it imports, as `env.math_<name>`. */
  readonly imported: readonly string[];
}

/** Makes the module of a plan: the functions of its kernels, and one that calls them in order, repetition by repetition. */
export function assemblePlan(plan: Plan, kernels: Kernels, wantedThreads: number): Assembly {
  const calls = prepareCalls(plan, kernels);
  const layout = layOut(plan, (step, value) => worksInPlace(calls.get(step) as Call, value));
  const used = [...new Set([...calls.values()].map(({ kernel }) => kernel))];
  const parts = new Map<string, { readonly part: ModuleBuilder; readonly cells: number }>();
  const order = plan.steps.map((step) => {
    const call = calls.get(step) as Call;
    const places = [...step.reads, step.writes].map((name) => layout.offsets.get(name));
    const key = [used.indexOf(call.kernel), ...places].join(' ');
    if (!parts.has(key))
      parts.set(key, { part: call.kernel.assemble(kernelLayout(call, layout)), cells: sizeOf(step.kernel.shape) });
    return key;
  });
  const schedule = scheduleThreads(
    plan,
    wantedThreads,
    (value) => layout.offsets.get(value) as number,
    (step, value) => {
      const { kernel } = calls.get(step) as Call;
      return argumentsFor(calls.get(step) as Call, value).every((name) => kernel.readsOwnRows(name));
    },
  );
  const threads = schedule.turns.some(({ rows }) => rows !== null) ? wantedThreads : 1;
  const panelBytes = Math.max(...used.map((kernel) => kernel.panelBytes));
  const panelStart = layout.bytes + (threads > 1 ? PAGE_BYTES : 0);
  const pages = Math.ceil((panelStart + threads * panelBytes) / PAGE_BYTES);
  const imported = [...new Set(used.flatMap(({ usedMathImports }) => [...usedMathImports]))];
  const module = (used[0] as Kernel).newBuilder() as ModuleBuilder;
  const linker = new Linker(module, pages, threads > 1);
  linker.addMath(new Set(used.flatMap(({ functions }) => functions)), imported);
  const linked = new Map([...parts].map(([key, { part }]) => [key, linker.add(part, 'run_span')]));

  if (threads > 1) addBarrier(module, layout.bytes, threads);
  const steps = order.map((key, at) => ({
    name: linked.get(key) as string,
    shape: (plan.steps[at] as Step).kernel.shape,
  }));
  emitPlan(module, steps, layout.moves, threads > 1 ? schedule : null, { start: panelStart, bytes: panelBytes });
  return { bytes: module.toBytes(), threads, pages, layout, kernels: used, imported };
}

/** A step with its kernel, and the sizes of what the kernel reads. */
interface Call {
  readonly step: Step;
  readonly kernel: Kernel;
  readonly sizes: KernelLayout;
}

function prepareCalls(plan: Plan, kernels: Kernels): ReadonlyMap<Step, Call> {
  const outside = [...plan.inputs, ...plan.carried.map(({ value }) => value)];
  const inside = plan.steps.map(({ writes, kernel: { shape } }) => ({ name: writes, shape }));
  // Of an argument, kernels are told no more than its kind and size.
  const stand = new Map(
    [...outside, ...inside].map((value) => [
      value.name,
      kernels.toArgument(value, new Float32Array(sizeOf(value.shape))),
    ]),
  );
  const prepared = new Set<Kernel>();
  return new Map(
    plan.steps.map((step) => {
      const kernel = kernels.kernelOf(step);
      const given = step.reads.map((name) => stand.get(name));
      if (!prepared.has(kernel)) kernel.prepare(given);
      prepared.add(kernel);
      return [step, { step, kernel, sizes: kernel.computeLayout(given) }];
    }),
  );
}

function worksInPlace(call: Call, value: string): boolean {
  return argumentsFor(call, value).every((name) => call.kernel.worksInPlace(name));
}

/** What a kernel calls a value that it reads. */
function argumentsFor({ step, kernel }: Call, value: string): string[] {
  return kernel.argumentNames.filter((_, index) => step.reads[index] === value);
}

/** Where a step's kernel finds what it reads, and puts what it computes. */
function kernelLayout({ step, sizes }: Call, { offsets, bytes }: Layout): KernelLayout {
  const placed = <T extends ArrayLayout>(
    layouts: Readonly<Record<string, T>>,
    nameOf: (name: string, array: T) => string,
  ) =>
    Object.fromEntries(
      Object.entries(layouts).map(([name, array]) => [
        name,
        { ...array, offset: offsets.get(nameOf(name, array)) as number },
      ]),
    );
  return {
    arrays: placed(sizes.arrays, (_, { index }) => step.reads[index] as string),
    scalars: {},
    constantArrays: placed(sizes.constantArrays, (name) => step.kernel.constants?.[name] as string),
    outputOffset: offsets.get(step.writes) as number,
    totalBytes: bytes,
  };
}
