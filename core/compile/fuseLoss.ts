import { predictionForm } from '../blocks/crossEntropy.ts';
import type { InferredBlock, Source } from '../graph/infer.ts';
import type { Network } from '../graph/validate.ts';

/**
 * Softmax followed by cross entropy becomes one stable log-softmax: the loss is wired past the Softmax to its logits and
 * told that they are logits. The gradient then enters at the logits as (y − t) / B, and a Softmax that nothing else
 * reads has no steps left in the plan. The network's own graph stays as it is.
 */
export function fuseSoftmaxCrossEntropy(network: Network): Network {
  const { loss } = network;
  const logits = loss && logitsBehindLoss(network);
  if (!loss || !logits) return network;
  const fused: InferredBlock = {
    ...loss,
    params: { ...loss.params, from: 'logits' },
    inputs: { ...loss.inputs, prediction: [logits] },
  };
  const blocks = network.blocks.map((block) => (block === loss ? fused : block));
  return { ...network, blocks, loss: fused };
}

/** What feeds the Softmax in front of a cross entropy on probabilities, or null for any other ending. */
export function logitsBehindLoss({ blocks, loss, prediction }: Network): Source | null {
  if (loss?.node.type !== 'crossEntropy' || prediction.node.type !== 'softmax') return null;
  const form = predictionForm(loss.params.from as 'auto', prediction.node.type);
  if (form !== 'probabilities' || !blocks.includes(prediction)) return null;
  return prediction.inputs.x?.[0] ?? null;
}
