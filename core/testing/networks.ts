import type { Targets } from '../data/dataset.ts';
import type { BlockNode, Graph } from '../graph/graph.ts';
import { type Network, validate } from '../graph/validate.ts';
import { unwrap } from '../problem.ts';
import { Random } from '../random.ts';
import { type Tensor, tensor } from '../tensor.ts';
import type { TrainingSettings } from '../train/settings.ts';

type BlockSketch = readonly [id: string, type: string, params?: BlockNode['params']];

/** A graph from a list of blocks and wires written `a.x > b.y`. */
export function sketch(blocks: readonly BlockSketch[], wires: readonly string[]): Graph {
  return {
    blocks: blocks.map(([id, type, params = {}]) => ({ id, type, params })),
    wires: wires.map((wire) => {
      const [from = '', to = ''] = wire.split(' > ');
      return { from, to };
    }),
  };
}

/** Blocks one behind the other between an Input and a loss. */
export function chain(features: number, middle: readonly BlockSketch[], loss: BlockSketch): Graph {
  const all: readonly BlockSketch[] = [['input', 'input', { features }], ...middle];
  const wires = all.slice(1).map(([id], index) => {
    const from = (all[index] as BlockSketch)[0];
    return `${from}.${from === 'input' ? 'x' : 'y'} > ${id}.x`;
  });
  const last = (all[all.length - 1] as BlockSketch)[0];
  const [lossId] = loss;
  return sketch(
    [...all, loss],
    [...wires, `${last}.${last === 'input' ? 'x' : 'y'} > ${lossId}.prediction`, `input.target > ${lossId}.target`],
  );
}

export const network = (graph: Graph): Network => unwrap(validate(graph));

/** 2-8-8-2 with ReLU, Softmax and cross entropy: the net the README begins with. */
export const classifier = chain(
  2,
  [
    ['linear1', 'linear', { units: 8 }],
    ['relu1', 'relu'],
    ['linear2', 'linear', { units: 8 }],
    ['relu2', 'relu'],
    ['linear3', 'linear', { units: 2 }],
    ['softmax', 'softmax'],
  ],
  ['loss', 'crossEntropy'],
);

/** An output that feeds three blocks, a sum and a concatenation. */
export const residual = sketch(
  [
    ['input', 'input', { features: 3 }],
    ['linear1', 'linear', { units: 5 }],
    ['relu1', 'relu'],
    ['linear2', 'linear', { units: 5 }],
    ['tanh1', 'tanh'],
    ['add1', 'add'],
    ['concat1', 'concat'],
    ['linear3', 'linear', { units: 3 }],
    ['loss', 'crossEntropy'],
  ],
  [
    'input.x > linear1.x',
    'linear1.y > relu1.x',
    'relu1.y > linear2.x',
    'linear2.y > tanh1.x',
    'relu1.y > add1.x',
    'tanh1.y > add1.x',
    'add1.y > concat1.x',
    'relu1.y > concat1.x',
    'concat1.y > linear3.x',
    'linear3.y > loss.prediction',
    'input.target > loss.target',
  ],
);

export const regression = chain(
  2,
  [
    ['linear1', 'linear', { units: 4 }],
    ['sigmoid1', 'sigmoid'],
    ['linear2', 'linear', { units: 1, bias: false }],
  ],
  ['loss', 'meanSquaredError'],
);

export const withDropout = chain(
  4,
  [
    ['linear1', 'linear', { units: 6 }],
    ['leakyRelu1', 'leakyRelu', { negativeSlope: 0.1 }],
    ['dropout1', 'dropout', { rate: 0.25 }],
    ['linear2', 'linear', { units: 3 }],
  ],
  ['loss', 'crossEntropy'],
);

export function randomMatrix(rows: number, columns: number, seed: number, deviation = 1): Tensor {
  const random = new Random(seed, 'matrix');
  return tensor(
    [rows, columns],
    Array.from({ length: rows * columns }, () => random.normal(0, deviation)),
  );
}

export function randomClasses(rows: number, classes: number, seed: number): Targets {
  const random = new Random(seed, 'classes');
  const values = tensor(
    [rows, 1],
    Array.from({ length: rows }, () => random.integer(classes)),
  );
  return { kind: 'classes', values, classes: null };
}

export const training: TrainingSettings = {
  optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false, weightDecay: 0 },
  batchSize: 16,
  epochs: 3,
  seed: 1,
  shuffle: true,
};
