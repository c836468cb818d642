import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn } from '../cli/files.ts';
import { prepareData } from '../core/data/prepare.ts';
import type { ExportModel } from '../core/exchange/target.ts';
import { exportModel } from '../core/exchange/targets.ts';
import { readSafetensors } from '../core/formats/safetensors.ts';
import { unwrap } from '../core/problem.ts';
import { Run } from '../core/train/run.ts';
import { allCases, difference, exampleModel, exampleNames, examplesFolder, TOLERANCE } from './cases.ts';
import { hasPackages, runPython } from './python.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-pytorch-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeFolder(name: string, model: ExportModel): string {
  const target = path.join(folder, name);
  mkdirSync(target, { recursive: true });
  for (const [file, bytes] of exportModel('pytorch', model, name)) writeFileSync(path.join(target, file), bytes);
  return target;
}

async function withData(model: ExportModel): Promise<ExportModel> {
  const { data: settings } = model.project;
  if (!settings) throw new Error('the project has no data');
  const task = model.network.loss?.node.type === 'meanSquaredError' ? 'regression' : 'classification';
  const data = await prepareData(settings, task, filesIn(examplesFolder));
  return { ...model, data, preprocessing: data.preprocessing };
}

const PREDICT = `
import importlib, json, sys
import torch

torch.set_num_threads(1)
answers = {}
for name, rows in json.load(open('rows.json')).items():
    sys.path.insert(0, name)
    for module in ('model', 'tensors'):
        sys.modules.pop(module, None)
    importlib.invalidate_caches()
    model = importlib.import_module('model').load()
    with torch.no_grad():
        answers[name] = model(torch.tensor(rows)).flatten().tolist()
    sys.path.pop(0)
json.dump(answers, sys.stdout)
`;

/** Settings that no example has, each of them somewhere. */
const variants: Readonly<Record<string, Partial<ExportModel['project']['training']>>> = {
  nesterov: {
    optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.8, nesterov: true, weightDecay: 0.01 },
    schedule: { type: 'exponential', gamma: 0.5, warmup: 0 },
  },
  adamw: {
    optimizer: { type: 'adamw', learningRate: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-8, weightDecay: 0.1 },
    schedule: { type: 'cosine', etaMin: 0.001, warmup: 10 },
    clipNorm: 0.1,
  },
  rmsprop: {
    optimizer: { type: 'rmsprop', learningRate: 0.001, alpha: 0.9, eps: 1e-8, momentum: 0.5, weightDecay: 0 },
    schedule: { type: 'step', stepSize: 1, gamma: 0.5, warmup: 5 },
    l1: 0.01,
    l2: 0.1,
  },
  adagrad: {
    optimizer: { type: 'adagrad', learningRate: 0.05, eps: 1e-10, weightDecay: 0 },
    earlyStopping: { patience: 1, minDelta: 10 },
  },
};

describe.skipIf(!hasPackages('torch', 'numpy'))('PyTorch', () => {
  it('gives our outputs', async () => {
    const cases = await allCases();
    const rows: Record<string, number[][]> = {};
    for (const { name, model, x } of cases) {
      writeFolder(name, model);
      const width = x.shape[1] as number;
      rows[name] = Array.from({ length: x.shape[0] as number }, (_, row) => [
        ...x.data.subarray(row * width, (row + 1) * width),
      ]);
    }
    writeFileSync(path.join(folder, 'rows.json'), JSON.stringify(rows));
    const answers = JSON.parse(runPython(['-c', PREDICT], folder));
    for (const { name, expected } of cases) expect(difference(answers[name], expected), name).toBeLessThan(TOLERANCE);
  });

  const trainings = [
    ...exampleNames.map((name) => ({ name, example: name, change: {} })),
    ...Object.entries(variants).map(([name, change]) => ({ name, example: 'residual', change })),
  ];
  it.each(trainings)('train.py of $name gives our weights after two epochs', async ({ name, example, change }) => {
    const model = await withData(exampleModel(example));
    const training = { ...model.project.training, ...change, shuffle: false, epochs: 2 };
    const project = { ...model.project, training };
    const target = writeFolder(`${name}-trained`, { ...model, project });
    runPython(['train.py'], target);
    const { train, valid } = (model.data as NonNullable<typeof model.data>).parts;
    const run = await Run.start({
      network: model.network,
      train,
      valid,
      settings: training,
      backend: 'webasm',
      weights: model.weights,
    });
    while (run.ending === null) await run.advance();
    const bytes = readFileSync(path.join(target, 'trained.safetensors'));
    const { tensors } = unwrap(readSafetensors(bytes, 'trained.safetensors'));
    for (const [weight, value] of run.weights) {
      expect(difference(tensors.get(weight)?.data ?? [], value), weight).toBeLessThan(1e-4);
    }
    await run.destroy();
  });

  it.each(exampleNames)('two processes under torchrun train %s to its goal', async (name) => {
    const model = await withData(exampleModel(name));
    const target = writeFolder(`${name}-torchrun`, model);
    // Naming the log streams goes around a fault of Debian's torchrun, which cannot do without.
    const torchrun = ['-m', 'torch.distributed.run', '-r', '1', '-t', '1', '--nproc_per_node', '2'];
    const lines = runPython([...torchrun, 'train.py', '--fresh'], target)
      .trim()
      .split('\n');
    const { test } = JSON.parse((lines[lines.length - 1] as string).replace(/^\[\w+\]:/, ''));
    const { accuracy, loss } = model.project.goal ?? {};
    if (accuracy !== undefined) expect(test.accuracy).toBeGreaterThanOrEqual(accuracy);
    if (loss !== undefined) expect(test.loss).toBeLessThanOrEqual(loss);
  });
});
