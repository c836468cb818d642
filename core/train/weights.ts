import type { WeightSpec } from '../blocks/block.ts';
import { initialWeight } from '../blocks/initialisers.ts';
import { kernelShape, names } from '../compile/compile.ts';
import type { InferredBlock } from '../graph/infer.ts';
import type { Network } from '../graph/validate.ts';
import { type Problem, problem } from '../problem.ts';
import type { Arrays } from '../runtime/device.ts';
import { firstNonFinite, type Tensor, transpose } from '../tensor.ts';

/** Weights by name (`linear1.weight`), in the layout of weights files, which is PyTorch's. */
export type Weights = ReadonlyMap<string, Tensor>;

/** A weight of a network together with the block that has it. */
export interface WeightPlace {
  readonly name: string;
  readonly spec: WeightSpec;
  readonly owner: InferredBlock;
}

export function weightPlaces(network: Network): WeightPlace[] {
  return network.blocks.flatMap((owner) =>
    owner.weights.map((spec) => ({ name: names.weight(owner.node.id, spec.name), spec, owner })),
  );
}

export function parameterCount(specs: readonly WeightSpec[]): number {
  return specs.reduce((sum, { shape }) => sum + shape.reduce((size, extent) => size * extent, 1), 0);
}

/** The weights that a seed gives a network before its first step. */
export function initialWeights(network: Network, seed: number): Weights {
  return new Map(
    weightPlaces(network).map(({ name, spec, owner }) => [name, initialWeight(spec, owner.node.id, seed)]),
  );
}

/** What is wrong with tensors that are to be the weights of a network. Tensors that belong to no block are a warning. */
export function checkWeights(network: Network, tensors: Weights): Problem[] {
  const places = weightPlaces(network);
  const known = new Set(places.map(({ name }) => name));
  const extra = [...tensors.keys()].filter((name) => !known.has(name));
  return [
    ...places.flatMap((place) => checkWeight(place, tensors.get(place.name))),
    ...extra.map((weight) => problem('weightExtra', { weight }, { severity: 'warning' })),
  ];
}

function checkWeight({ name: weight, spec, owner }: WeightPlace, found: Tensor | undefined): Problem[] {
  const { name, node, inputs } = owner;
  const place = { block: node.id };
  if (!found) return [problem('weightMissing', { weight, name }, place)];
  if (found.shape.join() !== spec.shape.join()) {
    const source = inputs.x?.[0];
    const details = {
      name,
      weight,
      source: source?.block ?? '',
      features: source?.features ?? 0,
      expected: spec.shape.join(', '),
      found: found.shape.join(', '),
      mend: mendFor(owner, spec, found),
    };
    return [problem('weightShape', details, place)];
  }
  const at = firstNonFinite(found.data);
  if (at >= 0) return [problem('weightNotFinite', { weight, value: String(found.data[at]) }, place)];
  return [];
}

/** Which unit count would make a loaded weight fit. */
function mendFor({ node, inputs }: InferredBlock, spec: WeightSpec, found: Tensor): string {
  const [units, columns] = found.shape;
  if (units !== spec.shape[0]) return `units of '${node.id}' to ${units}`;
  return `the features of '${inputs.x?.[0]?.block}' to ${columns}`;
}

/** Weights as the kernels want them: matrices transposed to `[in, out]`. */
export function toKernelLayout(weights: Weights): Record<string, Float32Array> {
  const entries = [...weights].map(([name, value]) => [name, value.shape.length === 2 ? transpose(value) : value]);
  return Object.fromEntries((entries as [string, Tensor][]).map(([name, { data }]) => [name, data]));
}

/** All weights of a network as files hold them, from the kernels' layout. */
export function toFileLayout(network: Network, arrays: Arrays): Weights {
  return new Map(
    weightPlaces(network).map(({ name, spec }) => [name, fromKernelLayout(spec.shape, arrays[name] as Float32Array)]),
  );
}

/** One of them; `shape` is that of weights files. */
export function fromKernelLayout(shape: readonly number[], data: Float32Array): Tensor {
  return shape.length === 2 ? transpose({ shape: kernelShape(shape), data }) : { shape, data };
}
