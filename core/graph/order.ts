import { type Graph, portAddress } from './graph.ts';

export type Order =
  | { readonly ok: true; readonly ids: readonly string[] }
  /** The blocks of one circle, the first repeated at the end. */
  | { readonly ok: false; readonly cycle: readonly string[] };

/**
 * The blocks in an order in which every block comes after those that feed it. Depth first along the wires from the
 * blocks in file order, so that a graph that is already in order keeps it.
 */
export function topologicalOrder(graph: Graph): Order {
  const feeds = new Map<string, string[]>(graph.blocks.map((node) => [node.id, []]));
  for (const wire of graph.wires) {
    const from = portAddress(wire.from).block;
    if (feeds.has(from)) feeds.get(portAddress(wire.to).block)?.push(from);
  }
  const done = new Set<string>();
  const ids: string[] = [];
  for (const root of feeds.keys()) {
    // An explicit stack, so that a chain of ten thousand blocks does not exhaust the call stack.
    const path: { id: string; next: number }[] = done.has(root) ? [] : [{ id: root, next: 0 }];
    const open = new Set(path.map(({ id }) => id));
    while (path.length > 0) {
      const top = path[path.length - 1] as { id: string; next: number };
      const source = feeds.get(top.id)?.[top.next++];
      if (source === undefined) {
        done.add(top.id);
        open.delete(top.id);
        ids.push(top.id);
        path.pop();
      } else if (open.has(source)) {
        const circle = path.slice(path.findIndex(({ id }) => id === source)).map(({ id }) => id);
        // Walked from effect to cause; told from cause to effect.
        return { ok: false, cycle: [source, ...circle.slice(1).reverse(), source] };
      } else if (!done.has(source)) {
        path.push({ id: source, next: 0 });
        open.add(source);
      }
    }
  }
  return { ok: true, ids };
}

/** The blocks from which `target` can be reached along the wires, itself included. */
export function upstreamOf(graph: Graph, target: string): Set<string> {
  return reach(graph, target, (wire) => [portAddress(wire.to).block, portAddress(wire.from).block]);
}

/** The blocks that can be reached from `source` along the wires, itself included. */
export function downstreamOf(graph: Graph, source: string): Set<string> {
  return reach(graph, source, (wire) => [portAddress(wire.from).block, portAddress(wire.to).block]);
}

function reach(graph: Graph, start: string, ends: (wire: Graph['wires'][number]) => [string, string]): Set<string> {
  const next = new Map<string, string[]>();
  for (const wire of graph.wires) {
    const [here, there] = ends(wire);
    next.set(here, [...(next.get(here) ?? []), there]);
  }
  const found = new Set([start]);
  for (const id of found) {
    for (const other of next.get(id) ?? []) found.add(other);
  }
  return found;
}
