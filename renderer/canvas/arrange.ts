import dagre from '@dagrejs/dagre';
import { moveBlocks, SPACING } from '../../core/graph/edit.ts';
import { type Graph, type Position, portAddress } from '../../core/graph/graph.ts';

const GAP = { rank: 48, node: 28 };
const USUAL = { width: 152, height: 92 };

/** The graph laid out in columns along the flow; with `ids` only those blocks move, as a group that stays where it was. */
export function arrange(
  graph: Graph,
  sizes: ReadonlyMap<string, { width: number; height: number }>,
  ids: readonly string[] = graph.blocks.map(({ id }) => id),
): Graph {
  const chosen = new Set(ids);
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'LR', ranksep: GAP.rank, nodesep: GAP.node });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const id of chosen) layout.setNode(id, { ...(sizes.get(id) ?? USUAL) });
  for (const { from, to } of graph.wires) {
    const [source, sink] = [portAddress(from), portAddress(to)];
    // The target's wire runs past everything; it would pull the loss next to the input.
    if (source.port === 'target' || !chosen.has(source.block) || !chosen.has(sink.block)) continue;
    layout.setEdge(source.block, sink.block);
  }
  dagre.layout(layout);
  const found = new Map<string, Position>();
  for (const id of chosen) {
    const { x, y, width, height } = layout.node(id);
    found.set(id, { x: x - width / 2, y: y - height / 2 });
  }
  const shift = offset(graph, found);
  return moveBlocks(
    graph,
    new Map([...found].map(([id, { x, y }]) => [id, { x: round(x + shift.x), y: round(y + shift.y) }])),
  );
}

/** The graph with every block somewhere: those that came without a place are laid out, below the ones that have one. */
export function placed(graph: Graph): Graph {
  const strays = graph.blocks.filter(({ position }) => !position).map(({ id }) => id);
  if (strays.length === 0) return graph;
  const laidOut = arrange(graph, new Map(), strays);
  const below = Math.max(...graph.blocks.map(({ position }) => (position ? position.y + SPACING.y : 0)), 0);
  const moved = laidOut.blocks.flatMap(({ id, position }) =>
    position && strays.includes(id) ? [[id, { x: position.x, y: position.y + below }] as const] : [],
  );
  return moveBlocks(laidOut, new Map(moved));
}

/** What brings the arranged group's top left corner back to where it was. */
function offset(graph: Graph, found: ReadonlyMap<string, Position>): Position {
  const before = graph.blocks.flatMap(({ id, position }) => (found.has(id) && position ? [position] : []));
  const after = [...found.values()];
  const corner = (places: readonly Position[], axis: 'x' | 'y') => Math.min(...places.map((place) => place[axis]));
  if (before.length === 0 || after.length === 0) return { x: 0, y: 0 };
  return { x: corner(before, 'x') - corner(after, 'x'), y: corner(before, 'y') - corner(after, 'y') };
}

function round(value: number): number {
  return Math.round(value / 20) * 20;
}
