import type { Value } from '../blocks/kernel.ts';
import type { InferredBlock } from '../graph/infer.ts';
import { backwardContext, type Lowering } from './lower.ts';
import { names } from './plan.ts';

/** dLoss/d(everything), as names of values in the plan. */
export interface Gradients {
  /** By block: of the loss with respect to the block's output. A block that the loss does not depend on has none. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** By `block.weight`, in the kernels' layout. */
  readonly weights: ReadonlyMap<string, Value>;
  /** What each wire carries back, by `from to`: the parts that add up to the gradient of `from`. */
  readonly wires: ReadonlyMap<string, Value>;
}

/**
 * Writes the backward kernels into the same plan: blocks in reverse order, each turning the gradient at its output into
 * gradients at its inputs and weights. Where an output feeds several blocks, what comes back is added up.
 *
 * @param seed dLoss/d(loss of each row), a vector: 1/B for real rows, 0 for those that only fill up a batch.
 */
export function differentiate(lowering: Lowering, blocks: readonly InferredBlock[], seed: Value): Gradients {
  const outputs = new Map<string, Value>();
  const weights = new Map<string, Value>();
  const wires = new Map<string, Value>();
  const arriving = new Map<string, Value[]>();
  for (const inferred of [...blocks].reverse()) {
    const { id } = inferred.node;
    const dy = inferred.block.category === 'loss' ? seed : accumulate(lowering, inferred, arriving.get(id) ?? []);
    if (dy === null) continue;
    if (inferred.block.category !== 'loss') outputs.set(id, dy);
    const context = backwardContext(lowering, inferred, dy);
    for (const [name, rule] of Object.entries(inferred.block.backward)) {
      if (rule === null) continue;
      const sources = inferred.inputs[name];
      if (!sources && !inferred.weights.some((spec) => spec.name === name)) continue;
      const result = rule(context);
      const gradients = Array.isArray(result) ? (result as readonly Value[]) : [result as Value];
      if (!sources) {
        weights.set(names.weight(id, name), gradients[0] as Value);
        continue;
      }
      for (const [index, source] of sources.entries()) {
        const gradient = gradients[index] as Value;
        wires.set(`${source.block}.${source.port} ${id}.${name}`, gradient);
        arriving.set(source.block, [...(arriving.get(source.block) ?? []), gradient]);
      }
    }
  }
  return { outputs, weights, wires };
}

/** The sum of what comes back along a block's wires; the value itself where there is one, null where there is none. */
function accumulate({ builder }: Lowering, { node }: InferredBlock, parts: readonly Value[]): Value | null {
  const [first, ...others] = parts;
  if (!first) return null;
  if (others.length === 0) return first;
  const reads = Object.fromEntries(parts.map((part, index) => [`part${index + 1}`, part]));
  const cells = Object.keys(reads).map((name) => `${name}[this.thread.y][this.thread.x]`);
  return builder.emit({
    phase: 'backward',
    block: node.id,
    kernel: 'gradient.sum',
    writes: names.gradient(names.output(node.id)),
    reads,
    shape: first.shape,
    body: `return ${cells.join(' + ')};`,
  });
}
