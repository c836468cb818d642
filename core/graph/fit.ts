/** Edits that bring a network in line with data of another kind, so that changing the data is one step and not four. */
import { blockOf } from '../blocks/index.ts';
import { removeBlocks, setParam } from './edit.ts';
import { type BlockNode, type Graph, ofCategory, ofType, portAddress, wiresInto } from './graph.ts';
import { infer, unitsBehind } from './infer.ts';

/**
 * The graph with its Input block giving out `after` features. Only where there is one Input block, and it had the
 * `before` features of the data until now: what somebody set on purpose is left alone.
 */
export function fitFeatures(graph: Graph, before: number | null, after: number | null): Graph {
  const [input, ...others] = ofType(graph, 'input');
  if (!input || others.length > 0 || before === null || after === null || before === after) return graph;
  return featuresOf(input) === before ? setParam(graph, [input.id], 'features', after) : graph;
}

function featuresOf({ type, params }: BlockNode): unknown {
  return params.features ?? blockOf(type)?.params.features?.default;
}

/** What the targets are for, and how many numbers the network has to give out for a row. */
export interface Aim {
  readonly task: 'classification' | 'regression';
  /** Classes, or columns of the target; null where it is not known. */
  readonly width: number | null;
}

/** A graph's loss block where it is not the one that the task needs; null where it is, or where there is not just one. */
export function wrongLoss(graph: Graph, task: Aim['task']): BlockNode | null {
  const [loss, ...others] = ofCategory(graph, 'loss');
  return loss && others.length === 0 && loss.type !== lossFor(task) ? loss : null;
}

function lossFor(task: Aim['task']): 'crossEntropy' | 'meanSquaredError' {
  return task === 'regression' ? 'meanSquaredError' : 'crossEntropy';
}

/**
 * The graph with the loss block that the task needs, under the same name and wires. A Softmax before the loss of a
 * regression goes, and the last block with units gets as many as the target wants.
 */
export function fitTarget(graph: Graph, { task, width }: Aim): Graph {
  const loss = wrongLoss(graph, task);
  if (!loss) return graph;
  const blocks = graph.blocks.map((node) => (node === loss ? { ...node, type: lossFor(task), params: {} } : node));
  const replaced = { ...graph, blocks };
  const sources = wiresInto(graph, loss.id, 'prediction').map(({ from }) => portAddress(from).block);
  const softmax = ofType(graph, 'softmax').filter(({ id }) => sources.includes(id));
  const plain =
    task === 'regression'
      ? removeBlocks(
          replaced,
          softmax.map(({ id }) => id),
          true,
        )
      : replaced;
  const { blocks: known } = infer(plain);
  const source = known.get(loss.id)?.inputs.prediction?.[0];
  const behind = source && unitsBehind(known, source.block);
  return behind && width !== null ? setParam(plain, [behind], 'units', width) : plain;
}
