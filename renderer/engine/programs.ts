import { compileInfer, compileTape, compileTrain, type Plan, printPlan } from '../../core/compile/compile.ts';
import { targetColumns } from '../../core/data/dataset.ts';
import type { Backend } from '../../core/runtime/backend.ts';
import { prepare } from '../../core/runtime/device.ts';
import { sizeOf } from '../../core/tensor.ts';
import type { Model } from './model.ts';

/** A kernel of a plan, and the blocks that use it. */
export interface ProgramKernel {
  readonly name: string;
  readonly source: string;
  readonly shape: readonly number[];
  readonly blocks: readonly string[];
  readonly writes: readonly string[];
}

/** A line of a plan as text, and the blocks it belongs to. */
export interface ProgramLine {
  readonly text: string;
  readonly blocks: readonly string[];
  /** The kernel it calls, by its place in the list; null for other lines. */
  readonly kernel: number | null;
}

export interface Program {
  readonly kind: Plan['kind'];
  readonly lines: readonly ProgramLine[];
  readonly kernels: readonly ProgramKernel[];
}

function planOf({ network, data, request: { training } }: Model, kind: Plan['kind']): Plan | null {
  const target = data?.parts.train.target;
  const form = target && { kind: target.kind, columns: targetColumns(target) };
  if (kind === 'infer') return compileInfer(network, { rows: training.batchSize, outputs: 'prediction' });
  if (!form || !network.loss) return null;
  if (kind === 'tape') return compileTape(network, { ...training, rows: training.batchSize, target: form });
  const dataRows = data.parts.train.x.shape[0] as number;
  const batchSize = Math.min(training.batchSize, dataRows);
  return compileTrain(network, { ...training, batchSize, stepsPerCall: 1, target: form, dataRows, resident: true });
}

/** One of a model's plans as lines and kernels that know their blocks. */
export function programOf(model: Model, kind: Plan['kind']): Program | null {
  const plan = planOf(model, kind);
  if (!plan) return null;
  const kernels: { key: string; kernel: ProgramKernel }[] = [];
  const kernelOfStep = plan.steps.map(({ kernel, blocks: own, writes }) => {
    const key = `${kernel.source}\n${kernel.shape.join()}`;
    const at = kernels.findIndex((known) => known.key === key);
    const known = kernels[at];
    const blocks = [...new Set([...(known?.kernel.blocks ?? []), ...own])];
    const merged = { ...kernel, blocks, writes: [...(known?.kernel.writes ?? []), writes] };
    if (known) known.kernel = merged;
    else kernels.push({ key, kernel: merged });
    return at < 0 ? kernels.length - 1 : at;
  });
  let step = -1;
  const texts = printPlan(plan).split('\n');
  const first = texts.indexOf('steps') + 1;
  const lines = texts.map((text, index): ProgramLine => {
    const isStep = index >= first && step + 1 < plan.steps.length;
    if (!isStep) return { text, blocks: [], kernel: null };
    step += 1;
    return { text, blocks: plan.steps[step]?.blocks ?? [], kernel: kernelOfStep[step] ?? null };
  });
  const bare = kernels.map(({ kernel: { name, source, shape, blocks, writes } }) => ({
    name,
    source,
    shape,
    blocks,
    writes,
  }));
  return { kind, lines, kernels: bare };
}

/** What a backend makes of the kernels of a plan: GLSL or WGSL, in the order of `programOf`; compiled for this alone. */
export async function compiledSources(model: Model, kind: Plan['kind'], backend: Backend): Promise<(string | null)[]> {
  const plan = planOf(model, kind);
  const program = programOf(model, kind);
  if (!plan || !program) return [];
  const zeros = (values: readonly { name: string; shape: readonly number[] }[]) =>
    Object.fromEntries(values.map(({ name, shape }) => [name, new Float32Array(sizeOf(shape))]));
  const executable = prepare(plan, zeros(plan.resident), { backend, threads: false });
  try {
    await executable.run(zeros([...plan.inputs, ...plan.carried.map(({ value }) => value)]));
    return program.kernels.map(({ source, shape }) => {
      const kernel = plan.steps.find(
        (one) => one.kernel.source === source && one.kernel.shape.join() === shape.join(),
      )?.kernel;
      return kernel ? executable.compiledSource(kernel) : null;
    });
  } finally {
    await executable.destroy();
  }
}
