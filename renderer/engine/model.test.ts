import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/data/dataset.ts';
import type { PreparedData } from '../../core/data/prepare.ts';
import { classifier, randomClasses, randomMatrix, training } from '../../core/testing/networks.ts';
import type { Run } from '../../core/train/run.ts';
import { toKernelLayout } from '../../core/train/weights.ts';
import type { ModelRequest } from './api.ts';
import { Model } from './model.ts';

const part = (rows: number): Dataset => ({ x: randomMatrix(rows, 2, rows), target: randomClasses(rows, 2, rows) });
/** Random labels cannot be learnt: the validation loss soon rises. */
const data: PreparedData = {
  parts: { train: part(64), valid: part(32), test: part(0) },
  preprocessing: { features: ['a', 'b'] } as PreparedData['preprocessing'],
};
const request: ModelRequest = {
  graph: classifier,
  training: { ...training, epochs: 30, earlyStopping: { patience: 3, minDelta: 0 } },
  weights: null,
};
const place = { backend: 'webasm', fma: false, wide: false } as const;

async function trained(settings: Partial<ModelRequest['training']>): Promise<{ model: Model; run: Run }> {
  const model = new Model({ ...request, training: { ...request.training, ...settings } }, data);
  const run = await model.startRun(place);
  while (run.ending === null) await run.advance();
  return { model, run };
}

describe('the weights that are shown, looked at and handed out', () => {
  for (const [ending, settings] of [
    ['early', {}],
    ['epochs', { earlyStopping: { patience: 100, minDelta: 0 } }],
  ] as const) {
    it(`are the best ones everywhere after an end by '${ending}'`, async () => {
      const { model, run } = await trained(settings);
      expect(run.ending).toBe(ending);
      expect(run.state.best?.epoch).toBeLessThan(run.state.epoch);
      expect(model.arrays).toEqual(run.state.best?.weights);
      expect(toKernelLayout(model.weights)).toEqual(model.arrays);
      expect(model.epoch).toBe(run.state.best?.epoch);
      await model.resetRun();
    });
  }

  it('stay the best ones when the training could go on in another way', async () => {
    const { model, run } = await trained({});
    const next = new Model(
      { ...request, training: { ...model.request.training, batchSize: 7 }, resume: run.state },
      data,
    );
    expect(next.arrays).toEqual(model.arrays);
    expect(next.epoch).toBe(model.epoch);
    const sequel = await next.startRun(place, { ...run.state, stale: 0 });
    expect(next.arrays).toEqual(sequel.state.weights);
    await Promise.all([model.resetRun(), next.resetRun()]);
  });

  it('are those of a checkpoint that the model begins with, though its training found better ones', async () => {
    const { model, run } = await trained({});
    const opened = new Model({ ...model.request, state: run.state }, data);
    expect(opened.arrays).toEqual(run.state.weights);
    expect(opened.epoch).toBe(run.state.epoch);
    const adopted = new Model({ ...model.request, state: run.state, weights: model.weights }, data);
    expect(adopted.arrays).toEqual(model.arrays);
    await model.resetRun();
  });
});
