import type { TargetKind } from '../blocks/block.ts';
import type { Value } from '../blocks/kernel.ts';
import type { InferredBlock } from '../graph/infer.ts';
import type { Network } from '../graph/validate.ts';
import { type Lowering, wireValue } from './lower.ts';
import { names, type PlanBuilder } from './plan.ts';
import { type ScalarAccess, stateNames, type UpdateSettings } from './update.ts';

/** The form of a batch's targets. */
export interface TargetForm {
  readonly kind: TargetKind;
  /** Columns of a target row; 1 for class indices. */
  readonly columns: number;
}

/** The weights of a network as values of a plan, by block and name. */
export type Weights = ReadonlyMap<string, Readonly<Record<string, Value>>>;

/** The shape of a weight in the kernels' eyes: a matrix is `[in, out]`, the transpose of what weights files hold. */
export function kernelShape(shape: readonly number[]): readonly number[] {
  return [...shape].reverse();
}

export function declareWeights(builder: PlanBuilder, blocks: readonly InferredBlock[]): Weights {
  const declared = blocks.map(({ node, weights }) => {
    const entries = weights.map(({ name, shape }) => {
      return [name, builder.declare(names.weight(node.id, name), kernelShape(shape))] as const;
    });
    return [node.id, Object.fromEntries(entries)] as const;
  });
  return new Map(declared);
}

export function weightValues(weights: Weights): Value[] {
  return [...weights.values()].flatMap((byName) => Object.values(byName));
}

/** The optimizer's buffers for every weight. */
export function declareStates(
  builder: PlanBuilder,
  blocks: readonly InferredBlock[],
  settings: UpdateSettings,
): Value[] {
  return blocks.flatMap(({ node, weights }) =>
    weights.flatMap(({ name, shape }) =>
      stateNames(settings).map((state) =>
        builder.declare(names.state(names.weight(node.id, name), state), kernelShape(shape)),
      ),
    ),
  );
}

/** What lowering starts from; dropout is off. */
export function startLowering(
  builder: PlanBuilder,
  network: Network,
  rows: number,
  targetKind: TargetKind,
  batch: Lowering['batch'],
  weights: Weights,
): Lowering {
  const byId = new Map(network.blocks.map((block) => [block.node.id, block]));
  return { builder, rows, targetKind, byId, batch, weights, maskKey: null, outputs: new Map() };
}

/**
 * Numbers of the step at `tick`, or of the only step where there is none. The step is read into a name of its own: a
 * lookup within a lookup, written twice, is more than GPU.js's WebGL compiler can take.
 */
export function scheduleAccess(scalars: readonly string[], schedule: Value, tick: Value | null): ScalarAccess {
  return {
    prelude: tick ? 'const step = tick[0];' : '',
    text: (scalar) => `schedule[${tick ? 'step' : '0'}][${scalars.indexOf(scalar)}]`,
    reads: { schedule, ...(tick && { tick }) },
  };
}

/** The loss of each row, and the prediction it was taken of. */
export function lossValues(lowering: Lowering, network: Network): { rowLoss: Value; prediction: Value } {
  const loss = network.loss as InferredBlock;
  const source = loss.inputs.prediction?.[0];
  if (!source) throw new Error('the loss has no prediction');
  const rowLoss = lowering.outputs.get(loss.node.id)?.y as Value;
  return { rowLoss, prediction: wireValue(lowering, source) };
}
