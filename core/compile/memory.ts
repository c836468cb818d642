import type { Network } from '../graph/validate.ts';
import { type Problem, problem } from '../problem.ts';
import { sizeOf } from '../tensor.ts';
import type { Plan } from './plan.ts';

/** What a page may reasonably hold: half of what a 32-bit WebAssembly memory can address. */
const LIMIT = 2 * 1024 ** 3;

/**
 * Bytes of all tensors of a plan, were each kept, and of the data that lives with it: an upper bound of what running it
 * takes. Nothing has been allocated when this is asked.
 */
export function planBytes(plan: Plan): number {
  const outside = [...plan.resident, ...plan.inputs, ...plan.carried.map(({ value }) => value)];
  const shapes = [...outside.map(({ shape }) => shape), ...plan.steps.map(({ kernel }) => kernel.shape)];
  return 4 * shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/** A Problem that names the block with the largest share where a plan does not fit into memory. */
export function memoryProblems(network: Network, plan: Plan): Problem[] {
  const needed = planBytes(plan);
  if (needed <= LIMIT) return [];
  const shares = new Map(
    network.blocks.map(({ node, weights }) => [node.id, weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0)]),
  );
  for (const { blocks, kernel } of plan.steps) {
    for (const block of blocks) shares.set(block, (shares.get(block) ?? 0) + sizeOf(kernel.shape));
  }
  const [largest = network.input.node.id] = [...shares].sort(([, a], [, b]) => b - a).map(([block]) => block);
  const owner = network.blocks.find(({ node }) => node.id === largest) ?? network.input;
  const parameters = network.blocks
    .flatMap(({ weights }) => weights)
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const details = { needed: bytesText(needed), limit: bytesText(LIMIT), parameters, name: owner.name };
  return [problem('tooLarge', details, { block: owner.node.id, param: 'units' })];
}

/** `1536` as `1.5 KB`. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  const amount = bytes / 1024 ** power;
  return `${Number(amount.toPrecision(3))} ${units[power]}`;
}
