import type { Edge, Node } from '@xyflow/react';
import type { Graph, Note } from '../../core/graph/graph.ts';
import { portAddress } from '../../core/graph/graph.ts';

/** The canvas calls every node "node" and every wire "edge", in English; their own labels say enough. */
const UNNAMED = { 'aria-roledescription': undefined };

export type CanvasNode = Node<{ readonly note?: Note }, 'block' | 'comment' | 'frame'>;

/**
 * The canvas's nodes for a graph. Those that were there before keep what the canvas measured of them; those that did not
 * change are the same objects, so that nothing is drawn twice.
 */
export function reconcile(before: readonly CanvasNode[], graph: Graph, selection: ReadonlySet<string>): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const place = (id: string, position: { x: number; y: number }, fresh: CanvasNode): CanvasNode => {
    const old = known.get(id);
    if (!old || old.type !== fresh.type) return fresh;
    const same =
      old.position.x === position.x &&
      old.position.y === position.y &&
      old.selected === fresh.selected &&
      old.data.note === fresh.data.note;
    if (same) return old;
    const { data, selected, width, height } = fresh;
    return { ...old, position, data, selected: selected ?? false, ...(width && { width }), ...(height && { height }) };
  };
  const blocks = graph.blocks.map(({ id, position = { x: 0, y: 0 } }) =>
    place(id, position, { id, type: 'block', position, data: {}, selected: selection.has(id), domAttributes: UNNAMED }),
  );
  const notes = (graph.notes ?? []).map((note) =>
    place(note.id, note.position, {
      id: note.id,
      type: note.kind,
      position: note.position,
      ...note.size,
      data: { note },
      selected: selection.has(note.id),
      domAttributes: UNNAMED,
      // A frame lies behind what it frames, and is taken hold of by its title.
      ...(note.kind === 'frame' && { zIndex: -1, dragHandle: '.frame-title' }),
    }),
  );
  return [...notes, ...blocks];
}

export function edgesOf(graph: Graph, selected: ReadonlySet<string>): Edge[] {
  return graph.wires.map(({ from, to }) => {
    const [source, sink] = [portAddress(from), portAddress(to)];
    const id = `${from} ${to}`;
    return {
      id,
      type: 'wire',
      source: source.block,
      sourceHandle: source.port,
      target: sink.block,
      targetHandle: sink.port,
      selected: selected.has(id),
      interactionWidth: 18,
      ariaLabel: `${from} → ${to}`,
      domAttributes: UNNAMED,
    };
  });
}
