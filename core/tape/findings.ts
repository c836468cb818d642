import type { Network } from '../graph/validate.ts';
import { firstNonFinite, matrixShape, type Tensor } from '../tensor.ts';
import type { Tape } from '../train/tape.ts';

/** Something that the numbers of a tape say about the health of a network. */
export interface Finding {
  readonly code: 'deadUnits' | 'saturated' | 'vanishing' | 'exploding' | 'nonFinite';
  readonly block: string;
  /** A share of units or cells, or a ratio of gradients. */
  readonly value: number;
}

/** A sigmoid or tanh whose slope is below this hardly passes a gradient on. */
const FLAT = 0.02;
const MANY = 0.25;
/** The gradients of the first and the last layer differ by this factor before it is worth a word. */
const FAR_APART = 300;

export function findingsOf(network: Network, tape: Tape): Finding[] {
  return [...nonFinite(network, tape), ...quietUnits(network, tape), ...gradientFlow(network, tape)];
}

function nonFinite(network: Network, tape: Tape): Finding[] {
  return network.blocks.flatMap(({ node }): Finding[] => {
    const tensors = [tape.outputs.get(node.id), tape.gradients.get(node.id)];
    const bad = tensors.some((tensor) => tensor && firstNonFinite(tensor.data) >= 0);
    return bad ? [{ code: 'nonFinite', block: node.id, value: 1 }] : [];
  });
}

function quietUnits(network: Network, tape: Tape): Finding[] {
  return network.blocks.flatMap(({ node }): Finding[] => {
    const output = tape.outputs.get(node.id);
    const local = tape.locals.get(node.id);
    if (!output || !local) return [];
    if (node.type === 'relu') {
      const dead = deadShare(output);
      return dead >= MANY ? [{ code: 'deadUnits', block: node.id, value: dead }] : [];
    }
    if (node.type !== 'sigmoid' && node.type !== 'tanh') return [];
    const flat = local.data.filter((slope) => Math.abs(slope) < FLAT).length / local.data.length;
    return flat >= MANY ? [{ code: 'saturated', block: node.id, value: flat }] : [];
  });
}

/** The share of units that are zero for every row. */
function deadShare(output: Tensor): number {
  const [rows, columns] = matrixShape(output);
  let dead = 0;
  for (let column = 0; column < columns; column++) {
    let alive = false;
    for (let row = 0; row < rows && !alive; row++) alive = (output.data[row * columns + column] as number) > 0;
    if (!alive) dead++;
  }
  return dead / columns;
}

/** Gradients along depth: much smaller, or much larger, at the first weights than at the last. */
function gradientFlow(network: Network, tape: Tape): Finding[] {
  const layers = network.blocks.flatMap(({ node, weights }) => {
    const gradient = weights.length > 0 ? tape.gradients.get(node.id) : undefined;
    return gradient ? [{ block: node.id, size: magnitude(gradient.data) }] : [];
  });
  const [first, last] = [layers[0], layers[layers.length - 1]];
  if (!first || !last || layers.length < 2 || !Number.isFinite(first.size + last.size) || last.size === 0) return [];
  const ratio = first.size / last.size;
  if (ratio < 1 / FAR_APART) return [{ code: 'vanishing', block: first.block, value: ratio }];
  return ratio > FAR_APART ? [{ code: 'exploding', block: first.block, value: ratio }] : [];
}

/** The mean absolute value of a tensor's numbers. */
export function magnitude(data: Float32Array): number {
  let sum = 0;
  for (const value of data) sum += Math.abs(value);
  return data.length === 0 ? 0 : sum / data.length;
}
