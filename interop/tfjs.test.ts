import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { fileOf } from '../core/exchange/target.ts';
import { exportModel } from '../core/exchange/targets.ts';
import { allCases, difference, TOLERANCE } from './cases.ts';

it('TensorFlow.js gives our outputs', async () => {
  await tf.setBackend('cpu');
  for (const { name, model, x, expected } of await allCases()) {
    const files = exportModel('tfjs', model, name);
    const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(fileOf(files, 'model.json')));
    const [{ paths, weights }] = weightsManifest;
    const loaded = await tf.loadLayersModel({
      load: async () => ({
        modelTopology,
        weightSpecs: weights,
        weightData: Uint8Array.from(paths.flatMap((path: string) => [...fileOf(files, path)])).buffer,
      }),
    });
    const answer = loaded.predict(tf.tensor2d(x.data, x.shape as [number, number])) as tf.Tensor;
    expect(difference(answer.dataSync(), expected), name).toBeLessThan(TOLERANCE);
    loaded.dispose();
  }
});
