import type { Graph } from '../../core/graph/graph.ts';
import { type Inference, type InferredBlock, infer } from '../../core/graph/infer.ts';
import { useDocument } from './document.ts';

let last: { graph: Graph; inference: Inference } | null = null;

/** What follows from the graph; worked out once however many parts of the page ask. */
export function inferenceOf(graph: Graph): Inference {
  if (last?.graph !== graph) last = { graph, inference: infer(graph) };
  return last.inference;
}

export function useInference(): Inference {
  return inferenceOf(useDocument((state) => state.graph));
}

export function useInferred(id: string): InferredBlock | undefined {
  return useInference().blocks.get(id);
}
