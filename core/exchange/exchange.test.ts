import { describe, expect, it } from 'vitest';
import { blockOf, blockTypes } from '../blocks/index.ts';
import { chain, randomMatrix, regression, residual, withDropout } from '../testing/networks.ts';
import { randomGraph } from '../testing/randomNetworks.ts';
import { engineAnswers, modelOf } from '../testing/trained.ts';
import { initialWeights } from '../train/weights.ts';
import { prove } from './prove.ts';
import { exportModel, type TargetName, targetNames, targetOf } from './targets.ts';
import { TOLERANCE, verify } from './verify.ts';

const graphs = Array.from({ length: 30 }, (_, seed) => [seed, randomGraph(seed)] as const);

describe.each(targetNames)('%s', (name) => {
  it.each(graphs)('read back answers as the engine does: random graph %i', async (seed, graph) => {
    const model = modelOf(graph);
    const x = randomMatrix(5, model.network.input.features as number, seed, 2);
    const files = exportModel(name, model, 'test');
    const { difference } = await verify(targetOf(name), files, model, x, (await engineAnswers(model, x)).prediction);
    expect(difference).toBeLessThan(TOLERANCE);
  });

  it('is proven by what was written, standardised or not', async () => {
    const scaling = { mean: [1, -2, 3], std: [0.5, 2, 1] };
    const model = modelOf(residual, { preprocessing: { features: ['a', 'b', 'c'], scaling }, preprocess: true });
    const files = exportModel(name, model, 'test');
    const { rows, difference } = await prove(targetOf(name), files, model, { backend: 'webasm', threads: false });
    expect(rows).toBe(64);
    expect(difference).toBeLessThan(TOLERANCE);
  });

  it('is refused where the files answer otherwise', async () => {
    const model = modelOf(residual);
    const weights = initialWeights(model.network, 8);
    const files = exportModel(name, { ...model, weights }, 'test');
    const proof = prove(targetOf(name), files, model, { backend: 'webasm', threads: false });
    await expect(proof).rejects.toThrow('answers differently');
  });

  it('gives the same bytes for the same model', () => {
    const model = modelOf(residual);
    expect(exportModel(name, model, 'a')).toEqual(exportModel(name, model, 'a'));
  });
});

const networkTargets = targetNames.filter((name) => !['safetensors', 'npz', 'json', 'csv', 'card'].includes(name));

describe.each(networkTargets)('%s', (name) => {
  const answer = async (to: TargetName, more: Parameters<typeof modelOf>[1], graph = residual) => {
    const model = modelOf(graph, more);
    const x = randomMatrix(6, 3, 1);
    return { model, x, files: exportModel(to, model, 'test'), engine: await engineAnswers(model, x) };
  };

  const middles = blockTypes.filter((type) => type !== 'input' && blockOf(type)?.category !== 'loss');
  it.each(middles)('writes and reads the block %s', async (type) => {
    const model = modelOf(
      chain(
        3,
        [
          ['first', 'linear'],
          ['block', type],
        ],
        ['loss', 'meanSquaredError'],
      ),
    );
    const x = randomMatrix(4, 3, 5);
    const files = exportModel(name, model, 'test');
    const { prediction } = await engineAnswers(model, x);
    expect((await verify(targetOf(name), files, model, x, prediction)).difference).toBeLessThan(TOLERANCE);
  });

  it('ends in a softmax where probabilities are asked for, and before it where logits are', async () => {
    const { model, x, files, engine } = await answer(name, { output: 'probabilities' });
    if (!engine.probabilities) throw new Error('no probabilities');
    expect((await verify(targetOf(name), files, model, x, engine.probabilities)).difference).toBeLessThan(TOLERANCE);
    const logits = await answer(name, { output: 'logits' });
    expect((await verify(targetOf(name), logits.files, logits.model, x, engine.prediction)).difference).toBeLessThan(
      TOLERANCE,
    );
  });

  it('standardises raw rows itself where that is asked for', async () => {
    const scaling = { mean: [1, -2, 30], std: [0.5, 2, 10] };
    const preprocessing = { features: ['a', 'b', 'c'], scaling, scale: 0.5 };
    const { model, files } = await answer(name, { preprocessing, preprocess: true });
    const raw = { shape: [4, 3], data: Float32Array.from([1, 2, 60, 3, -4, 61, 2, 0, 50, 5, 5, 5]) };
    const ready = raw.data.map((value, index) => {
      return (value * 0.5 - (scaling.mean[index % 3] as number)) / (scaling.std[index % 3] as number);
    });
    const { prediction } = await engineAnswers(model, { shape: [4, 3], data: ready });
    expect((await verify(targetOf(name), files, model, raw, prediction)).difference).toBeLessThan(TOLERANCE);
  });

  it('says that a regression has neither logits nor probabilities', () => {
    const model = modelOf(regression, { output: 'logits' });
    expect(() => exportModel(name, model, 'test')).toThrow('gives values, not classes');
  });

  it('tells a difference', async () => {
    const model = modelOf(withDropout);
    const x = randomMatrix(6, 4, 2);
    const { prediction } = await engineAnswers(model, x);
    prediction.data[3] = (prediction.data[3] as number) + 0.01;
    const files = exportModel(name, model, 'test');
    expect((await verify(targetOf(name), files, model, x, prediction)).difference).toBeGreaterThan(0.009);
  });
});
