import { type BlockType, blockOf } from '../blocks/index.ts';
import type { ParamValue } from '../blocks/params.ts';

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** A block as it stands on the canvas: only the params that differ from their defaults need be there. */
export interface BlockNode {
  readonly id: string;
  readonly type: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly position?: Position | undefined;
  /** A name of the user's own, in any script; `id` stands in for a missing one. */
  readonly label?: string | undefined;
}

/** A connection between two ports, each named `block.port`. */
export interface Wire {
  readonly from: string;
  readonly to: string;
}

/** Text on the canvas, or a titled frame around blocks. It means nothing to the network. */
export interface Note {
  readonly id: string;
  readonly kind: 'comment' | 'frame';
  readonly text: string;
  readonly position: Position;
  readonly size: { readonly width: number; readonly height: number };
}

/** A network as an immutable value; `core/graph/edit` makes new ones from old ones. */
export interface Graph {
  readonly blocks: readonly BlockNode[];
  readonly wires: readonly Wire[];
  readonly notes?: readonly Note[] | undefined;
}

export const emptyGraph: Graph = { blocks: [], wires: [] };

export interface PortAddress {
  readonly block: string;
  readonly port: string;
}

/** `linear1.x` taken apart; a name without a dot has an empty port. */
export function portAddress(text: string): PortAddress {
  const dot = text.indexOf('.');
  return dot < 0 ? { block: text, port: '' } : { block: text.slice(0, dot), port: text.slice(dot + 1) };
}

export function findBlock(graph: Graph, id: string): BlockNode | undefined {
  return graph.blocks.find((node) => node.id === id);
}

/** The wires into a block, or into one of its ports, in wire order. */
export function wiresInto(graph: Graph, block: string, port?: string): Wire[] {
  return graph.wires.filter(({ to }) => {
    const end = portAddress(to);
    return end.block === block && (port === undefined || end.port === port);
  });
}

export function wiresOutOf(graph: Graph, block: string, port?: string): Wire[] {
  return graph.wires.filter(({ from }) => {
    const end = portAddress(from);
    return end.block === block && (port === undefined || end.port === port);
  });
}

/** How messages call a block: "Linear 'linear2'". */
export function nameOf(node: BlockNode): string {
  return `${blockOf(node.type)?.title ?? node.type} '${node.label || node.id}'`;
}

export function ofType(graph: Graph, type: BlockType): BlockNode[] {
  return graph.blocks.filter((node) => node.type === type);
}

export function ofCategory(graph: Graph, category: string): BlockNode[] {
  return graph.blocks.filter((node) => blockOf(node.type)?.category === category);
}
