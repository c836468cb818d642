import type { Network } from '../graph/validate.ts';
import { type Tensor, transpose } from '../tensor.ts';
import { type WeightPlace, type Weights, weightPlaces } from '../train/weights.ts';

/** Which tensor of a file is to become a weight of the network. */
export interface Match {
  /** The weight of the network, and its shape. */
  readonly weight: string;
  readonly shape: readonly number[];
  /** The tensor of the file; null where none fits. */
  readonly from: string | null;
  /** What it was told by. */
  readonly by: 'name' | 'shape' | null;
  /** Whether it is turned on the way: Keras keeps a matrix as `[in, out]`. */
  readonly transposed: boolean;
  /** Whether it would fit either way, so that only people can tell. */
  readonly square: boolean;
}

export interface Matching {
  readonly matches: readonly Match[];
  /** Tensors of the file that become nothing. */
  readonly unused: readonly string[];
}

/** Finds each weight of a network among a file's tensors: by name first, the others by shape in the order of the file. */
export function matchWeights(network: Network, tensors: Weights): Matching {
  const places = weightPlaces(network);
  const free = new Map(tensors);
  const found = new Map<string, Match>();
  const take = (place: WeightPlace, from: string, by: 'name' | 'shape') => {
    const match = fit(place, from, tensors.get(from) as Tensor, by);
    if (!match) return;
    found.set(place.name, match);
    free.delete(from);
  };
  const byName = new Map([...tensors.keys()].reverse().map((name) => [plainName(name), name]));
  for (const place of places) {
    const exact = tensors.has(place.name) ? place.name : byName.get(place.name);
    if (exact !== undefined && free.has(exact)) take(place, exact, 'name');
  }
  for (const place of places.filter(({ name }) => !found.has(name))) {
    const candidates = [...free].flatMap(([from, tensor]) => fit(place, from, tensor, 'shape') ?? []);
    // As it stands before turned: a transpose is a guess the more.
    const best = candidates.find(({ transposed }) => transposed === false) ?? candidates[0];
    if (best?.from != null) take(place, best.from, 'shape');
  }
  const matches = places.map(({ name, spec }) => {
    const none = { weight: name, shape: spec.shape, from: null, by: null, transposed: false, square: false };
    return found.get(name) ?? none;
  });
  return { matches, unused: [...free.keys()] };
}

/** A tensor as a weight, turned where it only fits so; a square one is turned where its name is Keras's. */
function fit({ name, spec }: WeightPlace, from: string, { shape }: Tensor, by: 'name' | 'shape'): Match | null {
  const straight = shape.join() === spec.shape.join();
  const turned = spec.shape.length === 2 && [...shape].reverse().join() === spec.shape.join();
  if (!straight && !turned) return null;
  const square = straight && turned;
  return { weight: name, shape: spec.shape, from, by, transposed: square ? isKernel(from) : turned, square };
}

function isKernel(name: string): boolean {
  return /(^|[./_])kernel(:\d+)?$/i.test(name);
}

/** A name as PyTorch has it, without what wrappers put before it: `model.fc.weight`, `fc/kernel:0` are `fc.weight`. */
function plainName(name: string): string {
  const parts = name.replace(/:\d+$/, '').split(/[./]/);
  const [weight = '', owner] = [parts.pop(), parts.pop()];
  return owner === undefined ? weight : `${owner}.${isKernel(weight) ? 'weight' : weight}`;
}

/** The weights that a matching makes of a file's tensors; those without a match are left out. */
export function applyMatching({ matches }: Matching, tensors: Weights): Weights {
  const entries = matches.flatMap(({ weight, from, transposed }): [string, Tensor][] => {
    const tensor = from === null ? undefined : tensors.get(from);
    return tensor ? [[weight, transposed ? transpose(tensor) : tensor]] : [];
  });
  return new Map(entries);
}
