import { describe, expect, it } from 'vitest';
import type { Dataset, Targets } from '../data/dataset.ts';
import type { Graph } from '../graph/graph.ts';
import { tensor } from '../tensor.ts';
import { chain, network, randomMatrix, training } from '../testing/networks.ts';
import { initialState, TapeRecorder } from './tape.ts';
import { initialWeights, type Weights } from './weights.ts';

const behindSoftmax = chain(
  4,
  [
    ['linear1', 'linear', { units: 3 }],
    ['softmax', 'softmax'],
  ],
  ['loss', 'crossEntropy'],
);
const fromLogits = chain(4, [['linear1', 'linear', { units: 3 }]], ['loss', 'crossEntropy']);

async function record(graph: Graph, batch: Dataset, weights?: Weights) {
  const net = network(graph);
  const rows = batch.x.shape[0] as number;
  const run = { backend: 'webasm', threads: false } as const;
  const recorder = new TapeRecorder(net, training, rows, batch.target as Targets, run);
  const moment = {
    weights: weights ?? initialWeights(net, 3),
    state: initialState(net, training),
    step: 1,
    learningRate: 0.1,
  };
  const tape = await recorder.record(batch, moment);
  await recorder.destroy();
  return tape;
}

const classes: Targets = { kind: 'classes', values: tensor([5, 1], [0, 1, 2, 1, 0]), classes: null };
const soft: Targets = {
  kind: 'probabilities',
  values: tensor([5, 3], [0.2, 0.3, 0.5, 1, 0, 0, 0, 0.5, 0.5, 0.1, 0.1, 0.8, 1 / 3, 1 / 3, 1 / 3]),
  classes: null,
};

describe.each([
  ['class indices', classes],
  ['rows of probabilities', soft],
])('Softmax and cross entropy, %s', (_, target) => {
  it('apart and as one give the same loss and the same gradients', async () => {
    const batch = { x: randomMatrix(5, 4, 1), target };
    const [apart, fused] = [await record(behindSoftmax, batch), await record(fromLogits, batch)];
    expect(apart.loss).toBeCloseTo(fused.loss, 5);
    const close = (a: Float32Array | undefined, b: Float32Array | undefined) => {
      expect(a?.length).toBe(b?.length);
      a?.forEach((value, index) => {
        expect(value).toBeCloseTo(b?.[index] as number, 6);
      });
    };
    close(apart.gradients.get('linear1')?.data, fused.gradients.get('linear1')?.data);
    close(apart.shortcut?.data, fused.gradients.get('linear1')?.data);
    close(apart.weightGradients.get('linear1.weight')?.data, fused.weightGradients.get('linear1.weight')?.data);
  });

  it('stay finite and true to the gradient (y − t) / B with logits of ±1000', async () => {
    const batch = {
      x: tensor(
        [5, 4],
        randomMatrix(5, 4, 2).data.map((value) => Math.sign(value)),
      ),
      target,
    };
    const scale = new Float32Array(12).map((_, index) => (index % 5 === 0 ? 1000 : index % 3 === 0 ? -1000 : 0));
    const weights = new Map([
      ['linear1.weight', tensor([3, 4], scale)],
      ['linear1.bias', tensor([3], [0, 0, 0])],
    ]);
    const [apart, fused] = [await record(behindSoftmax, batch, weights), await record(fromLogits, batch, weights)];
    expect(Number.isFinite(apart.loss)).toBe(true);
    expect(apart.loss).toBeCloseTo(fused.loss, 3);
    const found = apart.gradients.get('linear1')?.data ?? new Float32Array();
    expect(found.every(Number.isFinite)).toBe(true);
    found.forEach((value, index) => {
      expect(value).toBeCloseTo(fused.gradients.get('linear1')?.data[index] as number, 5);
    });
  });
});

describe.each(['sigmoid', 'tanh', 'relu', 'leakyRelu'])('%s at the extremes', (type) => {
  it('stays finite, forward and backward', async () => {
    const graph = chain(
      3,
      [
        ['block', type],
        ['linear1', 'linear', { units: 2 }],
      ],
      ['loss', 'crossEntropy'],
    );
    const x = tensor([2, 3], [-1e30, 0, 1e30, -1000, 1000, 1e-30]);
    const target: Targets = { kind: 'classes', values: tensor([2, 1], [0, 1]), classes: null };
    const tape = await record(graph, { x, target });
    if (type === 'sigmoid' || type === 'tanh') {
      const low = type === 'tanh' ? -1 : 0;
      const middle = type === 'tanh' ? 0 : 0.5;
      const wanted = [low, middle, 1, low, 1, middle];
      expect([...(tape.outputs.get('block')?.data ?? [])].map((value) => Number(value.toFixed(6)))).toEqual(wanted);
    }
    const local = tape.locals.get('block')?.data ?? new Float32Array([Number.NaN]);
    expect(local.every(Number.isFinite)).toBe(true);
    if (type === 'relu') expect([...local]).toEqual([0, 0, 1, 0, 1, 1]);
  });
});
