import { compileTape, names, type Plan, stateNames, tapeResults, type UpdateSettings } from '../compile/compile.ts';
import type { Dataset, Targets } from '../data/dataset.ts';
import { rowCount, targetColumns } from '../data/dataset.ts';
import type { Network } from '../graph/validate.ts';
import { type OptimizerSettings, optimizerOf } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { RunSettings } from '../runtime/backend.ts';
import { type Arrays, type Executable, prepare } from '../runtime/device.ts';
import { sizeOf, type Tensor } from '../tensor.ts';
import { fromKernelLayout, toKernelLayout, type Weights, weightPlaces } from './weights.ts';

/** The optimizer's buffers by `block.weight.state`, in the kernels' layout. */
export type OptimizerState = Readonly<Record<string, Float32Array>>;

export function initialState(network: Network, settings: UpdateSettings): OptimizerState {
  const entries = weightPlaces(network).flatMap(({ name, spec }) =>
    stateNames(settings).map((state) => [names.state(name, state), new Float32Array(sizeOf(spec.shape))] as const),
  );
  return Object.fromEntries(entries);
}

/** The numbers of one optimizer step, in the order of a plan's scalars. `step` counts from 1. */
export function stepScalars(
  plan: Plan,
  optimizer: OptimizerSettings,
  step: number,
  learningRate: number,
  others: Readonly<Record<string, number>>,
): number[] {
  const rule = optimizerOf(optimizer.type) as Optimizer;
  const own: Readonly<Record<string, number>> = rule.scalars(optimizer, step, learningRate);
  return plan.scalars.map((name) => others[name] ?? (own[name] as number));
}

/** What a tape is recorded of: the moment before an optimizer step. */
export interface TapeMoment {
  readonly weights: Weights;
  readonly state: OptimizerState;
  /** The step to be taken, counted from 1. */
  readonly step: number;
  readonly learningRate: number;
}

/** One forward and backward pass of a batch and the update it proposes: every number of it, and nothing changed. */
export interface Tape {
  readonly loss: number;
  /** Each row's loss. */
  readonly rowLoss: Tensor;
  readonly batch: Dataset;
  /** By block: what it gave out. The loss block's is the mean loss, a scalar. */
  readonly outputs: ReadonlyMap<string, Tensor>;
  /** By block: dLoss/d(output). */
  readonly gradients: ReadonlyMap<string, Tensor>;
  /** By wire, `from to`: what it carries back. */
  readonly wireGradients: ReadonlyMap<string, Tensor>;
  /** By block that works cell by cell: dy/dx. */
  readonly locals: ReadonlyMap<string, Tensor>;
  /** By weight, in the layout of weights files. */
  readonly weights: Weights;
  readonly weightGradients: ReadonlyMap<string, Tensor>;
  /** By weight: the gradient as the optimizer saw it, penalised and clipped where that was asked for. */
  readonly usedGradients: ReadonlyMap<string, Tensor>;
  /** The weights that the optimizer proposes. */
  readonly updatedWeights: ReadonlyMap<string, Tensor>;
  /** The gradient at the logits of Softmax and cross entropy taken as one; null for other endings. */
  readonly shortcut: Tensor | null;
  /** The step it is taken before, counted from 1, and its learning rate. */
  readonly step: number;
  readonly learningRate: number;
  /** The optimizer's state before and after the proposed update, in the kernels' layout. */
  readonly state: OptimizerState;
  readonly updatedState: OptimizerState;
}

/** Records tapes of batches of one size; keeps the compiled plan. */
export class TapeRecorder {
  readonly plan: Plan;
  readonly #network: Network;
  readonly #settings: UpdateSettings;
  readonly #executable: Executable;
  readonly #rows: number;

  constructor(network: Network, settings: UpdateSettings, rows: number, target: Targets, run: RunSettings) {
    this.#network = network;
    this.#settings = settings;
    this.#rows = rows;
    this.plan = compileTape(network, {
      ...settings,
      rows,
      target: { kind: target.kind, columns: targetColumns(target) },
    });
    this.#executable = prepare(this.plan, {}, run);
  }

  get executor() {
    return this.#executable.executor;
  }

  async record(batch: Dataset, moment: TapeMoment): Promise<Tape> {
    const rows = rowCount(batch);
    if (rows !== this.#rows) throw new Error(`this recorder is made for ${this.#rows} rows, not ${rows}`);
    const { optimizer } = this.#settings;
    const id = this.#network.input.node.id;
    const scalars = stepScalars(this.plan, optimizer, moment.step, moment.learningRate, { rows });
    const results = await this.#executable.run({
      [names.output(id, 'x')]: batch.x.data,
      [names.output(id, 'target')]: (batch.target as Targets).values.data,
      rowWeight: new Float32Array(rows).fill(1 / rows),
      schedule: Float32Array.from(scalars),
      ...toKernelLayout(moment.weights),
      ...moment.state,
    });
    return assembleTape(this.#network, this.plan, results, batch, moment);
  }

  destroy(): Promise<void> {
    return this.#executable.destroy();
  }
}

function assembleTape(network: Network, plan: Plan, results: Arrays, batch: Dataset, moment: TapeMoment): Tape {
  const shapes = new Map<string, readonly number[]>([
    ...plan.inputs.map(({ name, shape }) => [name, shape] as const),
    ...plan.steps.map(({ writes, kernel }) => [writes, kernel.shape] as const),
  ]);
  const find = (result: string): Tensor | undefined => {
    const data = results[result];
    return data && { shape: shapes.get(plan.results[result] as string) as readonly number[], data };
  };
  const perBlock = (result: (block: string) => string) =>
    collect(network.blocks.map(({ node }) => [node.id, find(result(node.id))]));
  const places = weightPlaces(network);
  const perWeight = (result: (name: string) => string) =>
    collect(
      places.map(({ name, spec }) => {
        const data = results[result(name)];
        return [name, data && fromKernelLayout(spec.shape, data)];
      }),
    );
  const loss = results[tapeResults.loss]?.[0] as number;
  const outputs = perBlock(tapeResults.output);
  if (network.loss) outputs.set(network.loss.node.id, { shape: [], data: Float32Array.of(loss) });
  return {
    loss,
    rowLoss: find(tapeResults.rowLoss) as Tensor,
    batch,
    outputs,
    gradients: perBlock(tapeResults.gradient),
    wireGradients: collect(
      network.graph.wires.map(({ from, to }) => [`${from} ${to}`, find(tapeResults.wire(from, to))]),
    ),
    locals: perBlock(tapeResults.local),
    weights: moment.weights,
    weightGradients: perWeight(names.gradient),
    usedGradients: perWeight(tapeResults.usedGradient),
    updatedWeights: perWeight(tapeResults.next),
    shortcut: find(tapeResults.shortcut) ?? null,
    step: moment.step,
    learningRate: moment.learningRate,
    state: moment.state,
    updatedState: Object.fromEntries(
      Object.keys(moment.state).map((name) => [name, results[tapeResults.next(name)] as Float32Array]),
    ),
  };
}

function collect(entries: readonly (readonly [string, Tensor | undefined])[]): Map<string, Tensor> {
  return new Map(entries.filter((entry): entry is [string, Tensor] => entry[1] !== undefined));
}
