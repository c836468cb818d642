import { predictionForm } from '../blocks/crossEntropy.ts';
import type { Value } from '../blocks/kernel.ts';
import { softmax } from '../blocks/softmax.ts';
import type { Network } from '../graph/validate.ts';
import { declareWeights, lossValues, startLowering, type TargetForm, weightValues } from './declare.ts';
import { fuseCells } from './fuseCells.ts';
import { fuseSoftmaxCrossEntropy } from './fuseLoss.ts';
import { type Lowering, lowerContext, lowerForward, wireValue } from './lower.ts';
import { emitCorrect } from './metrics.ts';
import { names, type Plan, PlanBuilder } from './plan.ts';
import { prune } from './prune.ts';

export interface InferOptions {
  readonly rows: number;
  /** Present where losses are wanted too. */
  readonly target?: TargetForm | undefined;
  /** Whether every block's output is a result, or the network's answer alone. */
  readonly outputs: 'prediction' | 'all';
}

/**
 * Forward only, dropout off. Results: `prediction`; `probabilities` for a network with a cross entropy, and `logits` where
 * they are the softmax of something; with a target `rowLoss` and, for classes, `correct`; and `<block>.y` where all
 * outputs are wanted.
 */
export function compileInfer(network: Network, { rows, target, outputs }: InferOptions): Plan {
  const fused = target ? fuseSoftmaxCrossEntropy(network) : network;
  const builder = new PlanBuilder();
  const x = builder.declare('x', [rows, fused.input.features as number]);
  const targetValue = target ? builder.declare('target', [rows, target.columns]) : null;
  const weights = declareWeights(builder, fused.blocks);
  const lowering = startLowering(builder, fused, rows, target?.kind ?? 'classes', { x, target: targetValue }, weights);
  lowerForward(
    lowering,
    fused.blocks.filter(({ block }) => target || block.category !== 'loss'),
  );
  const answer = lowering.outputs.get(network.prediction.node.id)?.y as Value;
  const results: Record<string, string> = { prediction: answer.name };
  const probabilities = probabilitiesOf(lowering, network, answer);
  const logits = logitsOf(lowering, network, answer);
  if (probabilities) results.probabilities = probabilities.name;
  if (logits) results.logits = logits.name;
  if (target && targetValue) {
    results.rowLoss = lossValues(lowering, fused).rowLoss.name;
    if (target.kind !== 'values') results.correct = emitCorrect(builder, answer, targetValue, target.kind).name;
  }
  if (outputs === 'all') {
    for (const [id, { y }] of lowering.outputs) results[names.output(id)] = y.name;
  }
  return {
    kind: 'infer',
    rows,
    repeat: 1,
    inputs: [x, ...(targetValue ? [targetValue] : []), ...weightValues(weights)],
    resident: [],
    carried: [],
    steps: fuseCells(prune(builder.steps, Object.values(results)), Object.values(results)),
    results,
    scalars: [],
  };
}

/** Class probabilities: the prediction itself behind a Softmax, the softmax of it where the loss takes logits. */
function probabilitiesOf(lowering: Lowering, network: Network, answer: Value): Value | null {
  const { loss, prediction } = network;
  if (loss === null) return prediction.node.type === 'softmax' ? answer : null;
  if (loss.node.type !== 'crossEntropy') return null;
  if (predictionForm(loss.params.from as 'auto', prediction.node.type) === 'probabilities') return answer;
  const context = lowerContext(lowering, loss, 'forward', 'probabilities.');
  return softmax.forward({ ...context, params: {}, x: answer }).y;
}

/** What the class probabilities are the softmax of: it tells apart what is too small for a probability to hold. */
function logitsOf(lowering: Lowering, { loss, prediction }: Network, answer: Value): Value | null {
  if (loss !== null && loss.node.type !== 'crossEntropy') return null;
  if (loss && predictionForm(loss.params.from as 'auto', prediction.node.type) === 'logits') return answer;
  const source = prediction.node.type === 'softmax' ? prediction.inputs.x?.[0] : undefined;
  return source ? wireValue(lowering, source) : null;
}
