import { describe, expect, it } from 'vitest';
import { validate } from '../graph/validate.ts';
import { unwrap } from '../problem.ts';
import type { Executor } from '../runtime/backend.ts';
import { oracleFiles } from '../testing/fixtures.ts';
import { differences, exact, oracleCase, oracleOptimizer } from '../testing/oracle.ts';
import { Run } from './run.ts';
import { initialState, TapeRecorder } from './tape.ts';

/** `cpu` is the slow reference: what it says must be what webasm says. */
const executors: readonly Executor[] = [
  { backend: 'webasm', kind: 'fused-sync' },
  { backend: 'webasm', kind: 'fused-sync', fma: true },
  { backend: 'cpu', kind: 'generic' },
];

describe.each(oracleFiles)('PyTorch: $name', (file) => {
  const { graph, weights, batch } = oracleCase(file);
  const network = unwrap(validate(graph));
  const rows = batch.x.shape[0] as number;
  if (!batch.target) throw new Error('a case without targets');
  const { target } = batch;

  it.each(executors)('every output and gradient on %o', async (executor) => {
    const { backend, fma = false } = executor;
    const settings = { optimizer: oracleOptimizer(file.after[0]?.optimizer ?? {}) };
    const recorder = new TapeRecorder(network, settings, rows, target, { backend, threads: false, fma });
    const state = initialState(network, settings);
    const { learningRate } = settings.optimizer;
    const tape = await recorder.record(batch, { weights, state, step: 1, learningRate });
    expect(recorder.executor).toEqual(executor);
    await recorder.destroy();
    const found = [
      ...differences('loss', [tape.loss], [file.loss], exact),
      ...Object.entries(file.forward).flatMap(([id, { data }]) =>
        differences(id, tape.outputs.get(id)?.data, data, exact),
      ),
      ...Object.entries(file.grad).flatMap(([id, { data }]) =>
        differences(`d.${id}`, tape.gradients.get(id)?.data, data, exact),
      ),
      ...Object.entries(file.weight_grad).flatMap(([name, { data }]) =>
        differences(`d.${name}`, tape.weightGradients.get(name)?.data, data, exact),
      ),
    ];
    expect(found).toEqual([]);
  });

  it.each(file.after)('losses and weights after the steps of %o', async (after) => {
    const settings = {
      optimizer: oracleOptimizer(after.optimizer),
      batchSize: rows,
      epochs: after.steps,
      seed: 1,
      shuffle: false,
    };
    const run = await Run.start({ network, train: batch, valid: null, settings, backend: 'webasm', weights });
    const losses: number[] = [];
    while (run.ending === null) losses.push(...(await run.advance()).losses);
    expect(run.executor).toEqual({ backend: 'webasm', kind: 'fused-sync' });
    await run.destroy();
    const found = [
      ...differences('losses', losses, after.losses, exact),
      ...Object.entries(after.weights).flatMap(([name, { data }]) =>
        differences(name, run.weights.get(name)?.data, data, exact),
      ),
    ];
    expect(found).toEqual([]);
  });
});
