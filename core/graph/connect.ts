import { type BlockType, blockOf, blockTypes } from '../blocks/index.ts';
import { type Problem, problem } from '../problem.ts';
import { findBlock, type Graph, nameOf, portAddress, wiresInto } from './graph.ts';
import { infer, signalProblems } from './infer.ts';
import { downstreamOf } from './order.ts';

/** Why a wire cannot be drawn, or null where it can: ends that do not exist, a circle, a taken port, a wrong shape. */
export function refusal(graph: Graph, from: string, to: string): Problem | null {
  const [source, sink] = [portAddress(from), portAddress(to)];
  const [sourceNode, sinkNode] = [findBlock(graph, source.block), findBlock(graph, sink.block)];
  const output = blockOf(sourceNode?.type ?? '')?.outputs.find(({ name }) => name === source.port);
  const input = blockOf(sinkNode?.type ?? '')?.inputs.find(({ name }) => name === sink.port);
  const wire = { from, to };
  const place = { block: sink.block, port: sink.port };
  if (!sourceNode || !output) return problem('wireEnd', { ...wire, end: from, known: 'those on the canvas' }, place);
  if (!sinkNode || !input) return problem('wireEnd', { ...wire, end: to, known: 'those on the canvas' }, place);
  if (graph.wires.some((other) => other.from === from && other.to === to)) return problem('duplicateWire', wire, place);
  const [signal] = signalProblems(sinkNode, input, wire, output.signal, source.block);
  if (signal) return signal;
  const [taken] = wiresInto(graph, sink.block, sink.port);
  if (taken && !input.many) {
    return problem('portOccupied', { name: nameOf(sinkNode), port: sink.port, source: taken.from }, place);
  }
  if (downstreamOf(graph, sink.block).has(source.block)) {
    return problem('cycle', { path: `${source.block} → ${sink.block} → … → ${source.block}` }, place);
  }
  return shapeRefusal(graph, wire, sink.block);
}

/** What the block at the end says of the shape, if it said nothing of the kind before. */
function shapeRefusal(graph: Graph, wire: { from: string; to: string }, sink: string): Problem | null {
  const faults = (one: Graph) =>
    infer(one).problems.filter(
      ({ code, block }) => block === sink && (code === 'addShapes' || code === 'addShapesFixed'),
    );
  const after = faults({ ...graph, wires: [...graph.wires, wire] });
  return after.length > faults(graph).length ? (after[0] as Problem) : null;
}

/** The kinds of block that a wire from an output could go into. */
export function fittingTypes(graph: Graph, from: string): BlockType[] {
  const { block, port } = portAddress(from);
  const signal = blockOf(findBlock(graph, block)?.type ?? '')?.outputs.find(({ name }) => name === port)?.signal;
  return blockTypes.filter((type) => blockOf(type)?.inputs.some((input) => input.signal === signal));
}
