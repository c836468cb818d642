import type { DataSettings } from '../../core/data/settings.ts';
import type { Graph } from '../../core/graph/graph.ts';

/**
 * What a graph means, as text: its blocks, params and wires, without where they stand on the canvas and what people
 * call them. Results belong to this: moving a block does not make them stale, changing one does.
 */
export function graphRevision(graph: Graph): string {
  const known = revisions.get(graph);
  if (known !== undefined) return known;
  const blocks = graph.blocks.map(({ id, type, params }) => [id, type, Object.entries(params).sort()]);
  const revision = JSON.stringify([blocks, graph.wires.map(({ from, to }) => `${from} ${to}`)]);
  revisions.set(graph, revision);
  return revision;
}

const revisions = new WeakMap<Graph, string>();

export function dataRevision(data: DataSettings | null): string {
  return JSON.stringify(data);
}
