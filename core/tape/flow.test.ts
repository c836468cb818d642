import { expect, it } from 'vitest';
import {
  classifier,
  network,
  randomClasses,
  randomMatrix,
  residual,
  training,
  withDropout,
} from '../testing/networks.ts';
import { initialState, TapeRecorder } from '../train/tape.ts';
import { initialWeights, toKernelLayout } from '../train/weights.ts';
import { TapeBook } from './book.ts';
import { FlowMeter } from './flow.ts';

const ROWS = 7;
const RUN = { backend: 'webasm', threads: false } as const;

it.each([
  ['a chain', classifier],
  ['sums and concatenations', residual],
  ['dropout', withDropout],
])('the flow is that of a tape: %s', async (_, graph) => {
  const net = network(graph);
  const target = randomClasses(ROWS, net.prediction.features as number, 5);
  const batch = { x: randomMatrix(ROWS, net.input.features as number, 3), target };
  const weights = initialWeights(net, 2);
  const meter = new FlowMeter(net, training, ROWS, target, RUN);
  const flow = await meter.measure(batch, toKernelLayout(weights));
  await meter.destroy();

  const recorder = new TapeRecorder(net, training, ROWS, target, RUN);
  const moment = { weights, state: initialState(net, training), step: 1, learningRate: 0.1 };
  const book = new TapeBook(net, await recorder.record(batch, moment), training.optimizer);
  await recorder.destroy();
  expect(flow).toEqual(book.flow());
  expect(Object.keys(flow.forward)).toEqual(graph.wires.map(({ from, to }) => `${from} ${to}`));
  expect(Object.keys(flow.backward).length).toBeGreaterThan(0);
});
