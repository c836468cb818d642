import { predictionForm } from '../blocks/crossEntropy.ts';
import type { Preprocessing } from '../data/prepare.ts';
import type { Scaling } from '../data/standardize.ts';
import { type BlockNode, type Graph, portAddress } from '../graph/graph.ts';
import { upstreamOf } from '../graph/order.ts';
import { type Network, validate } from '../graph/validate.ts';
import { ProblemError, problem, unwrap } from '../problem.ts';
import type { Tensor } from '../tensor.ts';
import { type Weights, weightPlaces } from '../train/weights.ts';

/** What the last layer gives: class probabilities, the logits before them, or the real numbers of a regression. */
export type Answer = 'probabilities' | 'logits' | 'values';

/** A trained network on its way between Gradwire and other software: it predicts, and cannot be trained. */
export interface Portable {
  readonly name: string;
  /** Without a loss; every block leads to `prediction`. */
  readonly network: Network;
  /** By `block.weight`, in PyTorch's layout. */
  readonly weights: Weights;
  /** What is done to each column of raw rows first; null where rows are to come prepared. */
  readonly scaling: Scaling | null;
  readonly answer: Answer;
  /** The names of the classes in the order of the outputs; null where nobody named them. */
  readonly classes: readonly string[] | null;
}

/** How the user wants it. */
export interface PortableOptions {
  /** What a classifier is to give out; without it, what its last block gives. */
  readonly output?: 'logits' | 'probabilities' | undefined;
  /** Whether scaling and standardisation become part of the network. Engineered inputs stay the caller's work. */
  readonly preprocess?: boolean | undefined;
}

export interface Trained {
  readonly name: string;
  readonly network: Network;
  readonly weights: Weights;
  readonly preprocessing: Preprocessing | null;
}

/** Takes a network apart from its training. Throws a ProblemError where the wanted output cannot be had. */
export function toPortable(trained: Trained, { output, preprocess = false }: PortableOptions = {}): Portable {
  const { name, network, weights, preprocessing } = trained;
  const given = answerOf(network);
  const graph = answering(network, given, output);
  const bare = unwrap(validate(graph));
  return {
    name,
    network: bare,
    weights: new Map(weightPlaces(bare).map((place) => [place.name, weights.get(place.name) as Tensor])),
    scaling: preprocess && preprocessing ? wholeScaling(preprocessing, bare.input.features as number) : null,
    answer: given === 'values' ? given : (output ?? given),
    classes: given === 'values' ? null : (preprocessing?.classes ?? null),
  };
}

function answerOf({ loss, prediction }: Network): Answer {
  const { type } = prediction.node;
  if (loss === null) return type === 'softmax' ? 'probabilities' : 'values';
  return loss.node.type === 'crossEntropy' ? predictionForm(loss.params.from as 'auto', type) : 'values';
}

/** The part of the graph that predicts, with a Softmax put at its end or taken from it where that is asked for. */
function answering({ graph, prediction }: Network, given: Answer, wanted: PortableOptions['output']): Graph {
  if (wanted === undefined || wanted === given) return upTo(graph, prediction.node.id);
  const { node, name } = prediction;
  if (given === 'values') throw new ProblemError(problem('notClassifier', { name }, { block: node.id }));
  if (wanted === 'probabilities') return withSoftmax(upTo(graph, node.id), node.id, prediction.node.type === 'input');
  const before = prediction.inputs.x?.[0];
  if (node.type !== 'softmax' || !before) throw new ProblemError(problem('noLogits', { name }, { block: node.id }));
  return upTo(graph, before.block);
}

/** The part of a graph that leads to a block, that block included. */
export function upTo({ blocks, wires }: Graph, last: string): Graph {
  const kept = upstreamOf({ blocks, wires }, last);
  return {
    blocks: blocks.filter(({ id }) => kept.has(id)),
    wires: wires.filter(({ to }) => kept.has(portAddress(to).block)),
  };
}

function withSoftmax({ blocks, wires }: Graph, last: string, isInput: boolean): Graph {
  const id = freeId(blocks, 'softmax');
  const from = `${last}.${isInput ? 'x' : 'y'}`;
  return { blocks: [...blocks, { id, type: 'softmax', params: {} }], wires: [...wires, { from, to: `${id}.x` }] };
}

function freeId(blocks: readonly BlockNode[], wish: string): string {
  const taken = new Set(blocks.map(({ id }) => id));
  let id = wish;
  for (let number = 2; taken.has(id); number++) id = `${wish}${number}`;
  return id;
}

/** What arrays are multiplied by and the standardisation behind it as one: s·x is standardised by mean/s and std/s. */
function wholeScaling({ scale = 1, scaling }: Preprocessing, features: number): Scaling | null {
  if (!scaling && scale === 1) return null;
  const { mean, std } = scaling ?? { mean: new Array(features).fill(0), std: new Array(features).fill(1) };
  return { mean: mean.map((value) => value / scale), std: std.map((value) => value / scale) };
}
