import type { Value } from '../blocks/kernel.ts';
import type { InferredBlock } from '../graph/infer.ts';
import type { Network } from '../graph/validate.ts';
import {
  declareStates,
  declareWeights,
  lossValues,
  scheduleAccess,
  startLowering,
  type TargetForm,
  weightValues,
} from './declare.ts';
import { differentiate, type Gradients } from './differentiate.ts';
import { fuseSoftmaxCrossEntropy, logitsBehindLoss } from './fuseLoss.ts';
import { backwardContext, type Lowering, lowerContext, lowerForward } from './lower.ts';
import { emitLoss } from './metrics.ts';
import { names, type Plan, PlanBuilder } from './plan.ts';
import { prune } from './prune.ts';
import { lowerUpdate, type Updated, type UpdateSettings, updateScalars } from './update.ts';

export interface TapeOptions extends UpdateSettings {
  readonly rows: number;
  readonly target: TargetForm;
}

/** How a tape plan names its results. */
export const tapeResults = {
  output: (block: string) => names.output(block),
  /** dLoss/d(output of the block). */
  gradient: (block: string) => names.gradient(names.output(block)),
  /** What one wire carries back. */
  wire: (from: string, to: string) => `wire ${from} ${to}`,
  /** dy/dx of every cell, for blocks that work cell by cell. */
  local: (block: string) => `local ${block}`,
  weightGradient: (block: string, weight: string) => names.gradient(names.weight(block, weight)),
  /** The gradient as the optimizer saw it: penalised and clipped where that was asked for. */
  usedGradient: (weight: string) => `used ${weight}`,
  /** The weight, or optimizer state, that the update proposes. */
  next: names.next,
  loss: 'loss',
  rowLoss: 'rowLoss',
  /** The gradient at the logits when Softmax and cross entropy are taken as one: (y − t) / B. */
  shortcut: 'shortcut',
} as const;

/** One forward and backward pass and the update it proposes, unfused: every number is a result. */
export function compileTape(network: Network, options: TapeOptions): Plan {
  const { rows, target } = options;
  const builder = new PlanBuilder();
  const scalars = ['rows', ...updateScalars(options)];
  const inputId = network.input.node.id;
  const x = builder.declare(names.output(inputId, 'x'), [rows, network.input.features as number]);
  const targetValue = builder.declare(names.output(inputId, 'target'), [rows, target.columns]);
  const rowWeight = builder.declare('rowWeight', [rows]);
  const schedule = builder.declare('schedule', [1, scalars.length]);
  const weights = declareWeights(builder, network.blocks);
  const states = declareStates(builder, network.blocks, options);
  const lowering = startLowering(builder, network, rows, target.kind, { x, target: targetValue }, weights);

  lowerForward(lowering, network.blocks);
  const shortcut = lowerShortcut(lowering, network, rowWeight);
  // Of the two forms of the loss the one from the logits stays exact where a probability underflows.
  const rowLoss = shortcut?.rowLoss ?? lossValues(lowering, network).rowLoss;
  const loss = emitLoss(builder, rowLoss, rowWeight);
  const gradients = differentiate(lowering, network.blocks, rowWeight);
  const locals = lowerLocals(lowering, network.blocks);
  const access = scheduleAccess(scalars, schedule, null);
  const updated = lowerUpdate(builder, network.blocks, gradients, options, access);

  const results = {
    [tapeResults.loss]: loss.name,
    [tapeResults.rowLoss]: rowLoss.name,
    ...(shortcut && { [tapeResults.shortcut]: shortcut.gradient.name }),
    ...resultsOf(lowering, gradients, locals, updated),
  };
  return {
    kind: 'tape',
    rows,
    repeat: 1,
    inputs: [x, targetValue, rowWeight, schedule, ...weightValues(weights), ...states],
    resident: [],
    carried: [],
    steps: prune(builder.steps, Object.values(results)),
    results,
    scalars,
  };
}

function resultsOf(
  lowering: Lowering,
  gradients: Gradients,
  locals: ReadonlyMap<string, Value>,
  updated: readonly Updated[],
): Record<string, string> {
  const results: Record<string, string> = {};
  for (const [id, { y }] of lowering.outputs) results[tapeResults.output(id)] = y.name;
  for (const [id, value] of gradients.outputs) results[tapeResults.gradient(id)] = value.name;
  for (const [name, value] of gradients.weights) results[names.gradient(name)] = value.name;
  for (const [wire, value] of gradients.wires) {
    const [from = '', to = ''] = wire.split(' ');
    results[tapeResults.wire(from, to)] = value.name;
  }
  for (const [id, value] of locals) results[tapeResults.local(id)] = value.name;
  for (const { value, next, gradient } of updated) {
    results[tapeResults.next(value.name)] = next.name;
    if (gradients.weights.has(value.name)) results[tapeResults.usedGradient(value.name)] = gradient.name;
  }
  return results;
}

/** The cross entropy taken straight from the logits, beside the separate blocks: its row losses and its gradient. */
function lowerShortcut(lowering: Lowering, network: Network, seed: Value) {
  if (!logitsBehindLoss(network)) return null;
  const loss = fuseSoftmaxCrossEntropy(network).loss as InferredBlock;
  const prefix = 'short.';
  const forward = loss.block.forward(lowerContext(lowering, loss, 'loss', prefix));
  const rule = loss.block.backward.prediction;
  const gradient = rule?.(backwardContext(lowering, loss, seed, forward, prefix)) as Value;
  return { rowLoss: forward.y, gradient };
}

function lowerLocals(lowering: Lowering, blocks: readonly InferredBlock[]): Map<string, Value> {
  const locals = new Map<string, Value>();
  for (const inferred of blocks) {
    const y = lowering.outputs.get(inferred.node.id)?.y as Value;
    const value = inferred.block.local?.(backwardContext(lowering, inferred, y));
    if (value) locals.set(inferred.node.id, value);
  }
  return locals;
}
