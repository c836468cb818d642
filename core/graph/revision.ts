import { crc32 } from '../formats/crc32.ts';
import type { Graph } from './graph.ts';

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

/** A short name of what a graph means: graphs that mean the same have the same one. */
export function revisionMark(graph: Graph): string {
  return crc32(new TextEncoder().encode(graphRevision(graph)))
    .toString(16)
    .padStart(8, '0');
}
