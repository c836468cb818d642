/** The mends that Problems offer, carried out. */
import type { BlockType } from '../blocks/index.ts';
import type { Fix } from '../problem.ts';
import { addBlock, appendBlock, disconnect, outputOf, removeBlocks, SPACING, setParam } from './edit.ts';
import { fitTarget } from './fit.ts';
import { type BlockNode, type Graph, portAddress, wiresOutOf } from './graph.ts';

/** The graph with a mend carried out. */
export function applyFix(graph: Graph, fix: Fix): Graph {
  switch (fix.kind) {
    case 'setParam':
      return setParam(graph, [fix.block], fix.param, fix.value);
    case 'removeParam':
      return changeBlock(graph, fix.block, ({ params: { [fix.param]: _, ...params }, ...node }) => ({
        ...node,
        params,
      }));
    case 'giveId':
      return giveId(graph, fix.block, fix.id);
    case 'removeWire':
      return disconnect(graph, [fix]);
    case 'removeBlock':
      return removeBlocks(graph, [fix.block], true);
    case 'addBlock': {
      const type = fix.type as BlockType;
      return type === 'input'
        ? addBlock(graph, type, { x: -SPACING.x, y: 0 }).graph
        : appendBlock(graph, type, lastOpen(graph)).graph;
    }
    case 'fitTarget':
      return fitTarget(graph, fix);
  }
}

function changeBlock(graph: Graph, id: string, change: (node: BlockNode) => BlockNode): Graph {
  return { ...graph, blocks: graph.blocks.map((node) => (node.id === id ? change(node) : node)) };
}

/** Another id for a block. Its wires go with it; of several blocks of that id the last is meant, and the first keeps them. */
function giveId(graph: Graph, from: string, to: string): Graph {
  const last = graph.blocks.map(({ id }) => id).lastIndexOf(from);
  const blocks = graph.blocks.map((node, index) => (index === last ? { ...node, id: to } : node));
  if (blocks.some(({ id }) => id === from)) return { ...graph, blocks };
  const end = (address: string) => {
    const { block, port } = portAddress(address);
    return block === from ? `${to}.${port}` : address;
  };
  return { ...graph, blocks, wires: graph.wires.map((wire) => ({ ...wire, from: end(wire.from), to: end(wire.to) })) };
}

/** The last block whose features nothing reads yet. */
function lastOpen(graph: Graph): string | null {
  const open = graph.blocks.filter(
    (node) => outputOf(node) && wiresOutOf(graph, node.id).every(({ from }) => from.endsWith('.target')),
  );
  return open[open.length - 1]?.id ?? null;
}
