import type * as Tensorflow from '@tensorflow/tfjs';
import type { Contestant, Task } from '../contest.ts';
import { Unavailable } from '../contest.ts';
import type { Rows } from '../rows.ts';
import type { Trainer } from './trainer.ts';

/**
 * TensorFlow.js through its layers, as its documentation trains: `model.fit`, tensors made once. It is told not to yield
 * to the page between batches, which makes it faster, and computes no accuracy, which Gradwire does.
 */
export async function startTfjs(
  tf: typeof Tensorflow,
  { backend }: Contestant,
  task: Task,
  rows: Rows,
): Promise<Trainer> {
  if (!(await tf.setBackend(backend).catch(() => false))) throw new Unavailable(`${backend} is not available here`);
  await tf.ready();
  if (tf.getBackend() !== backend) throw new Error(`tfjs ran ${tf.getBackend()} in place of ${backend}`);

  const { widths, batch, learningRate } = task;
  const [features, outputs] = [widths[0] as number, widths[widths.length - 1] as number];
  const x = tf.tensor2d(rows.x, [rows.count, features]);
  const y = tf.oneHot(tf.tensor1d(Int32Array.from(rows.classes), 'int32'), outputs).toFloat();
  const model = tf.sequential();
  widths.slice(1).forEach((units, index) => {
    const activation = index === widths.length - 2 ? 'softmax' : 'relu';
    model.add(tf.layers.dense({ units, activation, ...(index === 0 && { inputShape: [features] }) }));
  });
  model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'categoricalCrossentropy' });
  const fit = async (inputs: Tensorflow.Tensor, targets: Tensorflow.Tensor, epochs: number) => {
    const options = { epochs, batchSize: batch, shuffle: true, verbose: 0, yieldEvery: 'never' } as const;
    const { history } = await model.fit(inputs, targets, options);
    return history.loss?.at(-1) as number;
  };
  // A batch of its own for the first call, so that it is a step and not an epoch.
  const first = [x.slice(0, batch), y.slice(0, batch)] as const;
  await fit(...first, 1);
  tf.dispose([...first]);
  return { threads: 1, epochs: (count) => fit(x, y, count) };
}
