import type { Block, InputPort, OutputPort, Signal, WeightSpec } from '../blocks/block.ts';
import { blockOf, blockTypes } from '../blocks/index.ts';
import { checkValue, type ParamValue, withDefaults } from '../blocks/params.ts';
import { type Problem, problem } from '../problem.ts';
import { type BlockNode, findBlock, type Graph, nameOf, portAddress, type Wire } from './graph.ts';
import { topologicalOrder } from './order.ts';

/** Where a wire comes from, as the block at its end sees it. */
export interface Source {
  readonly block: string;
  readonly port: string;
  readonly signal: Signal;
  /** Null where the shape upstream is not known. */
  readonly features: number | null;
}

/** A block with everything that follows from its place in the graph. */
export interface InferredBlock {
  readonly node: BlockNode;
  readonly block: Block;
  readonly name: string;
  /** Every param, defaults filled in. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** The wires into each port, in wire order. */
  readonly inputs: Readonly<Record<string, readonly Source[]>>;
  /** The features of a row that the block gives out; null where it cannot be told yet. */
  readonly features: number | null;
  readonly weights: readonly WeightSpec[];
}

export interface Inference {
  /** In topological order; in file order where the wires go in a circle. */
  readonly blocks: ReadonlyMap<string, InferredBlock>;
  readonly problems: readonly Problem[];
}

export const ID_PATTERN = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

/**
 * Works out shapes, params and weights of every block as far as they can be known, and says what stands in the way.
 * Never throws and never stops at the first fault: the editor shows what is known of a half-built graph.
 */
export function infer(graph: Graph): Inference {
  const problems: Problem[] = [...nodeProblems(graph), ...wireProblems(graph)];
  const order = topologicalOrder(graph);
  if (!order.ok) {
    const [id] = order.cycle;
    const fix = cycleFix(graph, order.cycle);
    problems.push(problem('cycle', { path: order.cycle.join(' → ') }, { block: id, port: 'x', fix }));
  }
  const blocks = new Map<string, InferredBlock>();
  for (const id of order.ok ? order.ids : graph.blocks.map((node) => node.id)) {
    const node = findBlock(graph, id);
    const block = node && blockOf(node.type);
    if (!node || !block || blocks.has(id)) continue;
    blocks.set(id, inferBlock(graph, node, block, blocks, order.ok, problems));
  }
  return { blocks, problems };
}

function nodeProblems(graph: Graph): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const node of graph.blocks) {
    const fix = () => ({ kind: 'giveId', block: node.id, id: freeId(graph, node.id) }) as const;
    if (!ID_PATTERN.test(node.id)) problems.push(problem('badId', { id: node.id }, { block: node.id, fix: fix() }));
    if (seen.has(node.id)) problems.push(problem('duplicateId', { id: node.id }, { block: node.id, fix: fix() }));
    seen.add(node.id);
    if (!blockOf(node.type)) {
      const details = { id: node.id, type: node.type, known: blockTypes.join(', ') };
      const fix = { kind: 'removeBlock', block: node.id } as const;
      problems.push(problem('unknownBlock', details, { block: node.id, fix }));
    }
  }
  return problems;
}

/** An id like the given one that is allowed and not taken. */
function freeId(graph: Graph, wish: string): string {
  const taken = new Set(graph.blocks.map(({ id }) => id));
  const plain =
    wish
      .replace(/[^A-Za-z0-9_]/g, '')
      .replace(/^[^A-Za-z]+/, '')
      .slice(0, 30) || 'block';
  for (let number = 2; ; number++) if (!taken.has(`${plain}_${number}`)) return `${plain}_${number}`;
}

function wireProblems(graph: Graph): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const wire of graph.wires) {
    const key = `${wire.from} ${wire.to}`;
    const fix = { kind: 'removeWire', ...wire } as const;
    const place = { block: portAddress(wire.to).block, port: portAddress(wire.to).port, fix };
    if (seen.has(key)) problems.push(problem('duplicateWire', wire, place));
    seen.add(key);
    for (const [end, direction] of [
      [wire.from, 'outputs'],
      [wire.to, 'inputs'],
    ] as const) {
      const address = portAddress(end);
      const node = findBlock(graph, address.block);
      const block = node && blockOf(node.type);
      if (node && !block) continue;
      if (block?.[direction].some(({ name }) => name === address.port)) continue;
      const known = block ? block[direction].map(({ name }) => `${address.block}.${name}`).join(', ') : 'none';
      problems.push(problem('wireEnd', { ...wire, end, known: known || 'none' }, place));
    }
  }
  return problems;
}

/** Removing the wire that closes the circle, which is the latest of its wires in the file. */
function cycleFix(graph: Graph, cycle: readonly string[]) {
  const pairs = new Set(cycle.slice(1).map((id, index) => `${cycle[index]} ${id}`));
  const closes = ({ from, to }: Wire) => pairs.has(`${portAddress(from).block} ${portAddress(to).block}`);
  const wire = graph.wires.filter(closes).at(-1);
  return wire && ({ kind: 'removeWire', ...wire } as const);
}

function inferBlock(
  graph: Graph,
  node: BlockNode,
  block: Block,
  known: ReadonlyMap<string, InferredBlock>,
  acyclic: boolean,
  problems: Problem[],
): InferredBlock {
  const name = nameOf(node);
  const faults = paramProblems(node, block, name);
  problems.push(...faults);
  const sound = Object.fromEntries(Object.entries(node.params).filter(([key]) => !faults.some((f) => f.param === key)));
  const params = withDefaults(block.params, sound);
  const inputs = Object.fromEntries(
    block.inputs.map((port) => [port.name, sourcesOf(graph, node, port, known, problems)]),
  );
  const base = { node, block, name, params, inputs };
  const featurePorts = block.inputs.filter(({ signal }) => signal === 'features');
  const features = Object.fromEntries(
    featurePorts.map((port) => [port.name, (inputs[port.name] ?? []).map((source) => source.features)]),
  );
  const complete = Object.values(features).every((widths) => widths.length > 0 && !widths.includes(null));
  if (!complete || !acyclic) return { ...base, features: null, weights: [] };
  const shape = block.shape({
    id: node.id,
    name,
    params,
    features: features as Record<string, number[]>,
    sources: Object.fromEntries(Object.entries(inputs).map(([port, list]) => [port, list.map((s) => s.block)])),
    unitsBehind: (source) => unitsBehind(known, source),
    sourceType: (port) => known.get(inputs[port]?.[0]?.block ?? '')?.node.type,
    warn: (warning) => problems.push(warning),
  });
  if (typeof shape !== 'number') {
    problems.push(shape);
    return { ...base, features: null, weights: [] };
  }
  const inFeatures = (features.x?.[0] ?? 0) as number;
  return { ...base, features: shape, weights: block.weights?.({ params, inFeatures }) ?? [] };
}

function paramProblems(node: BlockNode, block: Block, name: string): Problem[] {
  return Object.entries(node.params).flatMap(([param, value]) => {
    const field = Object.hasOwn(block.params, param) ? block.params[param] : undefined;
    const place = { block: node.id, param };
    if (!field) {
      const known = Object.keys(block.params).join(', ') || 'none';
      const fix = { kind: 'removeParam', ...place } as const;
      return [problem('unknownParam', { name, param, known }, { ...place, fix })];
    }
    return checkValue(field, value, { name, ...place }) ?? [];
  });
}

function sourcesOf(
  graph: Graph,
  node: BlockNode,
  port: InputPort,
  known: ReadonlyMap<string, InferredBlock>,
  problems: Problem[],
): Source[] {
  const wires = graph.wires.filter(({ to }) => to === `${node.id}.${port.name}`);
  const sources = wires.flatMap((wire): Source[] => {
    const { block, port: output } = portAddress(wire.from);
    const upstream = findBlock(graph, block);
    const signal = outputPort(upstream, output)?.signal;
    if (!upstream || !signal) return [];
    problems.push(...signalProblems(node, port, wire, signal, block));
    return [{ block, port: output, signal, features: known.get(block)?.features ?? null }];
  });
  if (!port.many && sources.length > 1) {
    const details = { name: nameOf(node), port: port.name, count: sources.length, sources: wires.map((w) => w.from) };
    const fix = { kind: 'removeWire', ...(wires[wires.length - 1] as Wire) } as const;
    const place = { block: node.id, port: port.name, fix };
    problems.push(problem('portTaken', { ...details, sources: details.sources.join(', ') }, place));
  }
  return sources;
}

function outputPort(node: BlockNode | undefined, port: string): OutputPort | undefined {
  return node && blockOf(node.type)?.outputs.find(({ name }) => name === port);
}

/** Why a signal cannot enter a port, if it cannot. */
export function signalProblems(
  node: BlockNode,
  port: InputPort,
  wire: Wire,
  signal: Signal,
  source: string,
): Problem[] {
  if (signal === port.signal) return [];
  const name = nameOf(node);
  const place = { block: node.id, port: port.name, fix: { kind: 'removeWire', ...wire } as const };
  if (signal === 'loss') return [problem('lossNotLast', { name, source }, place)];
  if (signal === 'target') return [problem('targetIntoBlock', { name, source }, place)];
  return [problem('notTarget', { name, source }, place)];
}

/** The nearest block upstream whose `units` decide how many features `source` gives out. */
export function unitsBehind(known: ReadonlyMap<string, InferredBlock>, source: string): string | null {
  let at = known.get(source);
  while (at) {
    if ('units' in at.block.params) return at.node.id;
    const inputs = at.inputs.x;
    // A block with one feature input passes its width on; Concat and the sources decide their own.
    if (!inputs || inputs.length === 0 || at.node.type === 'concat') return null;
    at = known.get(inputs[0]?.block ?? '');
  }
  return null;
}
