/** Every change of a graph, as functions from one graph to the next. The app's undo keeps the graphs between them. */
import type { InputPort, OutputPort } from '../blocks/block.ts';
import { type BlockType, blockOf } from '../blocks/index.ts';
import type { ParamValue } from '../blocks/params.ts';
import { refusal } from './connect.ts';
import {
  type BlockNode,
  findBlock,
  type Graph,
  type Note,
  ofCategory,
  ofType,
  type Position,
  portAddress,
  type Wire,
  wiresInto,
  wiresOutOf,
} from './graph.ts';

/** How far apart blocks are set when they are appended. */
export const SPACING = { x: 220, y: 140 } as const;

export interface Added {
  readonly graph: Graph;
  readonly id: string;
}

/** `linear1`, `linear2` …; the first Input, Softmax and loss are called just `input`, `softmax` and `loss`. */
export function newId(graph: Graph, type: BlockType): string {
  const taken = new Set(graph.blocks.map((node) => node.id));
  const isLoss = blockOf(type)?.category === 'loss';
  const plain = isLoss ? 'loss' : type === 'input' || type === 'softmax' ? type : null;
  if (plain !== null && !taken.has(plain)) return plain;
  for (let number = plain === null ? 1 : 2; ; number++) {
    const id = `${plain ?? type}${number}`;
    if (!taken.has(id)) return id;
  }
}

export function addBlock(graph: Graph, type: BlockType, position: Position, params: BlockNode['params'] = {}): Added {
  const id = newId(graph, type);
  return { graph: { ...graph, blocks: [...graph.blocks, { id, type, params, position }] }, id };
}

/**
 * Adds a block already wired behind another, to its right. An appended loss also gets the target. Where the other has
 * nothing to give, as a loss has, the block is added without a wire.
 */
export function appendBlock(
  graph: Graph,
  type: BlockType,
  after: string | null,
  params: BlockNode['params'] = {},
): Added {
  const source = after === null ? undefined : findBlock(graph, after);
  const added = addBlock(graph, type, freePosition(graph, source), params);
  const output = source && outputOf(source);
  const input = inputFor(type, 'features');
  const wired =
    output && input ? connect(added.graph, `${source.id}.${output.name}`, `${added.id}.${input.name}`) : added.graph;
  return { graph: wireTarget(wired, added.id), id: added.id };
}

/** A loss without a target gets that of the Input block. */
function wireTarget(graph: Graph, id: string): Graph {
  const node = findBlock(graph, id);
  const [input] = ofType(graph, 'input');
  const port = node && inputFor(node.type, 'target');
  if (!port || !input || wiresInto(graph, id, port.name).length > 0) return graph;
  return connect(graph, `${input.id}.target`, `${id}.${port.name}`);
}

/** The place to the right of a block, moved down until nothing is there. */
function freePosition(graph: Graph, source: BlockNode | undefined): Position {
  const last = source ?? graph.blocks[graph.blocks.length - 1];
  const start = last?.position ? { x: last.position.x + SPACING.x, y: last.position.y } : { x: 0, y: 0 };
  const taken = (at: Position) =>
    graph.blocks.some(({ position: other }) => {
      return other && Math.abs(other.x - at.x) < SPACING.x * 0.8 && Math.abs(other.y - at.y) < SPACING.y * 0.7;
    });
  let at = start;
  while (taken(at)) at = { x: at.x, y: at.y + SPACING.y };
  return at;
}

/** The port that features leave by. */
export function outputOf(node: BlockNode): OutputPort | undefined {
  return blockOf(node.type)?.outputs.find(({ signal }) => signal === 'features');
}

export function inputFor(type: string, signal: OutputPort['signal']): InputPort | undefined {
  return blockOf(type)?.inputs.find((port) => port.signal === signal);
}

/** The graph with one more wire; the same graph where `refusal` has something against it. */
export function connect(graph: Graph, from: string, to: string): Graph {
  return refusal(graph, from, to) ? graph : { ...graph, wires: [...graph.wires, { from, to }] };
}

export function disconnect(graph: Graph, wires: readonly Wire[]): Graph {
  const gone = new Set(wires.map(({ from, to }) => `${from} ${to}`));
  return { ...graph, wires: graph.wires.filter(({ from, to }) => !gone.has(`${from} ${to}`)) };
}

/** Removes blocks and their wires. With `heal` what fed a removed block is wired on to what it fed. */
export function removeBlocks(graph: Graph, ids: readonly string[], heal: boolean): Graph {
  return ids.reduce((current, id) => removeBlock(current, id, heal), graph);
}

function removeBlock(graph: Graph, id: string, heal: boolean): Graph {
  const sources = wiresInto(graph, id).filter(({ to }) => isFeatures(graph, to));
  const consumers = wiresOutOf(graph, id);
  const touches = ({ from, to }: Wire) => portAddress(from).block === id || portAddress(to).block === id;
  const without: Graph = {
    ...graph,
    blocks: graph.blocks.filter((node) => node.id !== id),
    wires: graph.wires.filter((wire) => !touches(wire)),
  };
  const [source] = sources;
  if (!heal || !source || sources.length > 1) return without;
  return consumers.reduce((current, { to }) => connect(current, source.from, to), without);
}

function isFeatures(graph: Graph, to: string): boolean {
  const { block, port } = portAddress(to);
  const type = findBlock(graph, block)?.type ?? '';
  return blockOf(type)?.inputs.find(({ name }) => name === port)?.signal === 'features';
}

/** Puts a block that stands apart into the middle of a wire; the same graph where it does not fit there. */
export function insertOnWire(graph: Graph, id: string, wire: Wire): Graph {
  const node = findBlock(graph, id);
  const input = node && inputFor(node.type, 'features');
  const output = node && outputOf(node);
  if (!input || !output) return graph;
  const open = disconnect(graph, [wire]);
  const first = connect(open, wire.from, `${id}.${input.name}`);
  const second = connect(first, `${id}.${output.name}`, wire.to);
  return second.wires.length === graph.wires.length + 1 ? second : graph;
}

/** Sets one param of several blocks; a value that is the default is not written down. */
export function setParam(graph: Graph, ids: readonly string[], param: string, value: ParamValue): Graph {
  return changeBlocks(graph, ids, (node) => {
    const field = blockOf(node.type)?.params[param];
    if (!field) return node;
    const { [param]: _, ...others } = node.params;
    return { ...node, params: field.default === value ? others : { ...others, [param]: value } };
  });
}

/** A name of the user's own; an empty one gives the block its id back. */
export function setLabel(graph: Graph, id: string, label: string): Graph {
  return changeBlocks(graph, [id], ({ label: _, ...node }) => (label.trim() === '' ? node : { ...node, label }));
}

export function moveBlocks(graph: Graph, positions: ReadonlyMap<string, Position>): Graph {
  return changeBlocks(graph, [...positions.keys()], (node) => ({ ...node, position: positions.get(node.id) }));
}

function changeBlocks(graph: Graph, ids: readonly string[], change: (node: BlockNode) => BlockNode): Graph {
  const chosen = new Set(ids);
  return { ...graph, blocks: graph.blocks.map((node) => (chosen.has(node.id) ? change(node) : node)) };
}

/** Moves a wire up or down among those into the same port: Concat joins its inputs in this order. */
export function moveWire(graph: Graph, wire: Wire, by: -1 | 1): Graph {
  const at = graph.wires.findIndex(({ from, to }) => from === wire.from && to === wire.to);
  const same = graph.wires.flatMap(({ to }, index) => (to === wire.to ? [index] : []));
  const other = same[same.indexOf(at) + by];
  if (at < 0 || other === undefined) return graph;
  const wires = [...graph.wires];
  [wires[at], wires[other]] = [wires[other] as Wire, wires[at] as Wire];
  return { ...graph, wires };
}

/** The chosen blocks and notes with the wires between them: what copy puts on the clipboard. */
export function fragmentOf(graph: Graph, ids: readonly string[]): Graph {
  const chosen = new Set(ids);
  const inside = (end: string) => chosen.has(portAddress(end).block);
  const notes = graph.notes?.filter(({ id }) => chosen.has(id));
  return {
    blocks: graph.blocks.filter(({ id }) => chosen.has(id)),
    wires: graph.wires.filter(({ from, to }) => inside(from) && inside(to)),
    ...(notes?.length && { notes }),
  };
}

/** Adds a fragment under new names, moved by an offset. */
export function paste(graph: Graph, fragment: Graph, offset: Position): { graph: Graph; ids: string[] } {
  const renamed = new Map<string, string>();
  let current = graph;
  for (const node of fragment.blocks) {
    if (!blockOf(node.type)) continue;
    const { x, y } = node.position ?? { x: 0, y: 0 };
    const added = addBlock(current, node.type as BlockType, { x: x + offset.x, y: y + offset.y }, node.params);
    renamed.set(node.id, added.id);
    current = node.label ? setLabel(added.graph, added.id, node.label) : added.graph;
  }
  const end = (text: string) => {
    const { block, port } = portAddress(text);
    return `${renamed.get(block)}.${port}`;
  };
  for (const { from, to } of fragment.wires) current = connect(current, end(from), end(to));
  for (const note of fragment.notes ?? []) {
    const added = addNote(current, {
      ...note,
      position: { x: note.position.x + offset.x, y: note.position.y + offset.y },
    });
    renamed.set(note.id, added.id);
    current = added.graph;
  }
  return { graph: current, ids: [...renamed.values()] };
}

export function addNote(graph: Graph, note: Omit<Note, 'id'>): Added {
  const notes = graph.notes ?? [];
  let number = 1;
  while (notes.some(({ id }) => id === `note${number}`)) number++;
  const id = `note${number}`;
  return { graph: { ...graph, notes: [...notes, { ...note, id }] }, id };
}

export function changeNotes(graph: Graph, ids: readonly string[], change: (note: Note) => Note): Graph {
  const chosen = new Set(ids);
  return { ...graph, notes: graph.notes?.map((note) => (chosen.has(note.id) ? change(note) : note)) };
}

export function removeNotes(graph: Graph, ids: readonly string[]): Graph {
  const chosen = new Set(ids);
  return { ...graph, notes: graph.notes?.filter(({ id }) => !chosen.has(id)) };
}

export interface StackOptions {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly activation: BlockType | null;
  readonly outputs: number;
  readonly task: 'classification' | 'regression';
}

/** A whole dense network behind a block: hidden layers with their activations, a last layer, and the loss. */
export function appendStack(graph: Graph, after: string, { hidden, activation, outputs, task }: StackOptions): Added {
  const layers: [BlockType, BlockNode['params']?][] = [
    ...hidden.flatMap((units): [BlockType, BlockNode['params']?][] => [
      ['linear', { units }],
      ...(activation ? ([[activation]] as [BlockType][]) : []),
    ]),
    ['linear', { units: outputs }],
    ...(task === 'classification' ? ([['softmax']] as [BlockType][]) : []),
  ];
  // A graph has one loss; where it is there already, the stack ends before it.
  if (ofCategory(graph, 'loss').length === 0) {
    layers.push([task === 'classification' ? 'crossEntropy' : 'meanSquaredError']);
  }
  return layers.reduce<Added>((last, [type, params]) => appendBlock(last.graph, type, last.id, tidy(type, params)), {
    graph,
    id: after,
  });
}

/** Params without those that are the default anyway. */
function tidy(type: BlockType, params: BlockNode['params'] = {}): BlockNode['params'] {
  const fields = blockOf(type)?.params ?? {};
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => fields[name]?.default !== value));
}
