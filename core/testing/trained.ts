import { compileInfer } from '../compile/compile.ts';
import type { ExportModel } from '../exchange/target.ts';
import type { Graph } from '../graph/graph.ts';
import { prepare } from '../runtime/device.ts';
import type { Tensor } from '../tensor.ts';
import { initialWeights, toKernelLayout } from '../train/weights.ts';
import { network, training } from './networks.ts';

/** A model with the weights that a seed gives, ready to be exported. */
export function modelOf(graph: Graph, more: Partial<ExportModel> = {}): ExportModel {
  const project = { name: 'test', graph, data: null, training };
  const net = network(graph);
  return { project, network: net, weights: initialWeights(net, 7), preprocessing: null, ...more };
}

/** What the engine answers to rows: the prediction, and class probabilities where there are such. */
export async function engineAnswers(
  { network: net, weights }: ExportModel,
  x: Tensor,
): Promise<{ prediction: Tensor; probabilities: Tensor | null }> {
  const rows = x.shape[0] as number;
  const executable = prepare(
    compileInfer(net, { rows, outputs: 'prediction' }),
    {},
    { backend: 'webasm', threads: false },
  );
  const results = await executable.run({ x: x.data, ...toKernelLayout(weights) });
  await executable.destroy();
  const shape = [rows, net.prediction.features as number];
  const { prediction, probabilities } = results;
  return {
    prediction: { shape, data: prediction as Float32Array },
    probabilities: probabilities ? { shape, data: probabilities } : null,
  };
}
