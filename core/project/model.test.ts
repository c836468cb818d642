import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../formats/safetensors.ts';
import { unwrap } from '../problem.ts';
import { network, randomClasses, randomMatrix, training, withDropout } from '../testing/networks.ts';
import { Run } from '../train/run.ts';
import { initialWeights } from '../train/weights.ts';
import { readModel, trainingState, writeCheckpoint, writeModel } from './model.ts';
import type { Project } from './project.ts';

const net = network(withDropout);
const optimizer = { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0 } as const;
const project: Project = {
  name: 'test',
  graph: withDropout,
  data: null,
  training: { ...training, optimizer, epochs: 6, earlyStopping: { patience: 10, minDelta: 0 } },
};
const preprocessing = {
  features: ['a', 'b', 'c', 'd'],
  scaling: { mean: [1, 2, 3, 4], std: [1, 1, 2, 2] },
  classes: ['x', 'y', 'z'],
};

const options = {
  network: net,
  train: { x: randomMatrix(40, 4, 1), target: randomClasses(40, 3, 1) },
  valid: { x: randomMatrix(10, 4, 2), target: randomClasses(10, 3, 2) },
  settings: project.training,
  backend: 'webasm',
} as const;

async function trained(run: Run, epochs: number): Promise<Run> {
  while (run.ending === null && run.state.epoch < epochs) await run.advance();
  return run;
}

describe('a model file', () => {
  it('holds PyTorch’s names and layout, the project and the preprocessing', () => {
    const weights = initialWeights(net, 1);
    const bytes = writeModel({ project, weights, preprocessing });
    const { tensors } = unwrap(readSafetensors(bytes, 'w'));
    expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([
      ['linear1.weight', [6, 4]],
      ['linear1.bias', [6]],
      ['linear2.weight', [3, 6]],
      ['linear2.bias', [3]],
    ]);
    const model = unwrap(readModel(bytes, 'w'));
    expect(model.weights).toEqual(weights);
    expect(model.project).toEqual(project);
    expect(model.preprocessing).toEqual(preprocessing);
    expect(trainingState(model, net, project, 'w').problems.map(({ code }) => code)).toEqual(['notCheckpoint']);
  });

  it.each([
    [{ gradwire: '{' }, 'notJson'],
    [{ preprocessing: '{' }, 'badSafetensors'],
    [{ preprocessing: '{"features":1}' }, 'badSafetensors'],
    [{ training: '{"epoch":-1}' }, 'badSafetensors'],
  ])('with damaged metadata %j is a Problem', (metadata, code) => {
    const bytes = writeSafetensors(new Map(), metadata as Record<string, string>);
    expect(readModel(bytes, 'w').problems.map((one) => one.code)).toEqual([code]);
  });
});

describe('a checkpoint', () => {
  it('resumed from a file goes on exactly as if the training had not stopped', async () => {
    const whole = await trained(await Run.start(options), 6);
    const half = await trained(await Run.start(options), 3);
    const bytes = writeCheckpoint({ project, preprocessing }, net, half.state);
    const state = unwrap(trainingState(unwrap(readModel(bytes, 'c')), net, project, 'c'));
    expect({ ...state, inEpoch: null }).toEqual({ ...half.state, inEpoch: null });
    const resumed = await trained(await Run.start({ ...options, state }), 6);
    expect(resumed.state.weights).toEqual(whole.state.weights);
    expect(resumed.state.best).toEqual(whole.state.best);
    for (const run of [whole, half, resumed]) await run.destroy();
  });

  it('belongs to its optimizer and its network', async () => {
    const run = await trained(await Run.start(options), 1);
    const model = unwrap(readModel(writeCheckpoint({ project, preprocessing: null }, net, run.state), 'c'));
    await run.destroy();
    const sgd = { ...project, training: { ...training } };
    expect(trainingState(model, net, sgd, 'c').problems.map(({ code }) => code)).toEqual(['checkpointOptimizer']);
    const wider = network({
      ...withDropout,
      blocks: withDropout.blocks.map((node) => (node.id === 'linear1' ? { ...node, params: { units: 7 } } : node)),
    });
    const codes = trainingState(model, wider, project, 'c').problems.map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['weightShape']));
  });
});
