import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockTypes } from '../core/blocks/index.ts';
import type { ExportModel } from '../core/exchange/target.ts';
import { exportModel } from '../core/exchange/targets.ts';
import { readSafetensors } from '../core/formats/safetensors.ts';
import { optimizers } from '../core/optimizers/index.ts';
import { schedules } from '../core/optimizers/schedule.ts';
import { unwrap } from '../core/problem.ts';
import { type EpochReport, Run } from '../core/train/run.ts';
import { allCases, difference, exampleNames, rowsOf, TOLERANCE, writeFiles } from './cases.ts';
import { hasPackages, runPython } from './python.ts';
import { allTrainings, drawnTraining, exampleWithData, type Training } from './trainings.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-pytorch-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A line that train.py prints after an epoch. */
interface Report {
  readonly epoch?: number;
  readonly step: number;
  readonly train: { readonly loss: number };
  readonly valid?: { readonly loss: number };
}

function writeFolder(name: string, model: ExportModel): string {
  const target = path.join(folder, name);
  writeFiles(target, exportModel('pytorch', model, name));
  return target;
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

/** Runs `train.py` of each folder, one after the other, and tells what each has printed. */
const TRAIN = `
import contextlib, importlib, io, json, os, runpy, sys
import torch

torch.set_num_threads(1)
printed = {}
for name in json.load(open('trainings.json')):
    folder = os.path.abspath(name)
    sys.path.insert(0, folder)
    sys.argv = ['train.py']
    for module in ('model', 'tensors'):
        sys.modules.pop(module, None)
    importlib.invalidate_caches()
    with contextlib.redirect_stdout(io.StringIO()) as output:
        runpy.run_path(os.path.join(folder, 'train.py'), run_name='__main__')
    printed[name] = [json.loads(line) for line in output.getvalue().splitlines()]
    sys.path.pop(0)
json.dump(printed, sys.stdout)
`;

/** What `train.py` asks of a machine with GPUs: the device by number of GPUs, and the calls before the first tensor. */
const GPUS = `
import json, os, sys
import torch
import torch.distributed as dist

sys.path.insert(0, '.')
sys.argv = ['train.py']
import train

calls = []
torch.cuda.set_device = lambda device: calls.append(['set_device', str(device)])

def stop(backend):
    calls.append(['init_process_group', backend])
    raise SystemExit

dist.init_process_group = stop
os.environ.update(WORLD_SIZE='4', RANK='3', LOCAL_WORLD_SIZE='2', LOCAL_RANK='1')
told = {}
for gpus in (0, 1, 2, 8):
    torch.cuda.device_count = lambda: gpus
    calls.clear()
    try:
        train.main()
    except SystemExit:
        told[gpus] = [*calls]
json.dump(told, sys.stdout)
`;

/** Names that a file imports and never uses. */
const UNUSED = `
import ast, json, sys

unused = []
for path in json.load(sys.stdin):
    tree = ast.parse(open(path).read())
    imported = {
        (alias.asname or alias.name).split('.')[0]
        for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    unused += [f'{path}: {name}' for name in sorted(imported - used)]
json.dump(unused, sys.stdout)
`;

/** Naming the log streams goes around a fault of Debian's torchrun, which cannot do without. */
const torchrun = ['-m', 'torch.distributed.run', '-r', '1', '-t', '1', '--nproc_per_node', '2'];

describe.skipIf(!hasPackages('torch', 'numpy'))('PyTorch', () => {
  it('gives our outputs', async () => {
    const cases = await allCases();
    const rows: Record<string, number[][]> = {};
    for (const one of cases) {
      writeFolder(one.name, one.model);
      rows[one.name] = rowsOf(one);
    }
    writeFileSync(path.join(folder, 'rows.json'), JSON.stringify(rows));
    const answers = JSON.parse(runPython(['-c', PREDICT], folder));
    for (const { name, expected } of cases) expect(difference(answers[name], expected), name).toBeLessThan(TOLERANCE);
  });

  describe('train.py, without shuffling', () => {
    let trainings: readonly Training[] = [];
    let printed: Readonly<Record<string, readonly Report[]>> = {};
    beforeAll(async () => {
      trainings = await allTrainings();
      for (const { name, model } of trainings) writeFolder(`train-${name}`, model);
      writeFileSync(path.join(folder, 'trainings.json'), JSON.stringify(trainings.map(({ name }) => `train-${name}`)));
      printed = JSON.parse(runPython(['-c', TRAIN], folder));
    });

    it('is asked to repeat every setting and every block', () => {
      const settings = trainings.map(({ model }) => model.project.training);
      const every = (values: readonly unknown[]) => [...new Set(values)].sort();
      expect(every(settings.map(({ optimizer }) => optimizer.type))).toEqual(Object.keys(optimizers).sort());
      expect(every(settings.flatMap(({ schedule }) => schedule?.type ?? []))).toEqual(Object.keys(schedules).sort());
      for (const name of ['clipNorm', 'l1', 'l2', 'earlyStopping'] as const) {
        expect(every(settings.map((one) => one[name] !== undefined))).toEqual([false, true]);
      }
      const types = trainings.flatMap(({ model }) => model.network.blocks.map(({ node }) => node.type));
      expect(every(types)).toEqual([...blockTypes].sort());
      const kinds = trainings.map(({ model }) => model.data.parts.train.target?.kind);
      expect(every(kinds)).toEqual(['classes', 'probabilities', 'values']);
    });

    const names = [...exampleNames, ...Array.from({ length: 30 }, (_, seed) => `random${seed}`)];
    it.each(names)('gives our losses and our weights after two epochs: %s', async (name) => {
      const { model } = trainings.find((one) => one.name === name) as Training;
      const { train, valid } = model.data.parts;
      const run = await Run.start({
        ...{ network: model.network, train, valid, settings: model.project.training },
        ...{ backend: 'webasm', weights: model.weights },
      });
      const reports: EpochReport[] = [];
      while (run.ending === null) {
        const { epoch } = await run.advance();
        if (epoch) reports.push(epoch);
      }
      const theirs = printed[`train-${name}`]?.filter(({ epoch }) => epoch !== undefined) ?? [];
      expect(theirs.map(({ epoch, step }) => [epoch, step])).toEqual(reports.map(({ epoch, step }) => [epoch, step]));
      expect(theirs).toHaveLength(2);
      for (const [index, { loss, validLoss }] of reports.entries()) {
        expect(theirs[index]?.train.loss).toBeCloseTo(loss, 4);
        if (validLoss !== null) expect(theirs[index]?.valid?.loss).toBeCloseTo(validLoss, 4);
      }
      const bytes = readFileSync(path.join(folder, `train-${name}`, 'trained.safetensors'));
      const { tensors } = unwrap(readSafetensors(bytes, 'trained.safetensors'));
      for (const [weight, value] of run.weights) {
        expect(difference(tensors.get(weight)?.data ?? [], value), weight).toBeLessThan(1e-4);
      }
      await run.destroy();
    });

    it('and model.py import nothing that they do not use', () => {
      const files = trainings.flatMap(({ name }) => ['model.py', 'train.py'].map((file) => `train-${name}/${file}`));
      expect(JSON.parse(runPython(['-c', UNUSED], folder, JSON.stringify(files)))).toEqual([]);
    });
  });

  it('GPUs are taken where each process has one, with nccl, and the CPU with gloo elsewhere', () => {
    const onCpu = [['init_process_group', 'gloo']];
    const onGpu = [
      ['set_device', 'cuda:1'],
      ['init_process_group', 'nccl'],
    ];
    const target = writeFolder('gpus', drawnTraining(0).model);
    expect(JSON.parse(runPython(['-c', GPUS], target))).toEqual({ 0: onCpu, 1: onCpu, 2: onGpu, 8: onGpu });
  });

  it('two processes give the weights that one gives, though a batch has a row for only one of them', () => {
    const { model } = drawnTraining(7);
    const training = { ...model.project.training, batchSize: 12 };
    expect((model.data.parts.train.x.shape[0] as number) % training.batchSize).toBe(1);
    const target = writeFolder('shared', { ...model, project: { ...model.project, training } });
    const trained = (out: string, ...launcher: readonly string[]) => {
      runPython([...launcher, 'train.py', '--out', out], target);
      return unwrap(readSafetensors(readFileSync(path.join(target, out)), out)).tensors;
    };
    const alone = trained('alone.safetensors');
    const shared = trained('shared.safetensors', ...torchrun);
    expect([...shared.keys()]).toEqual([...alone.keys()]);
    for (const [name, value] of alone) {
      expect(difference(shared.get(name)?.data ?? [], value), name).toBeLessThan(1e-5);
      expect(difference(model.weights.get(name)?.data ?? [], value), name).toBeGreaterThan(1e-3);
    }
  });

  it.each(exampleNames)('two processes under torchrun train %s to its goal', async (name) => {
    const model = await exampleWithData(name);
    const target = writeFolder(`${name}-torchrun`, model);
    const lines = runPython([...torchrun, 'train.py', '--fresh'], target)
      .trim()
      .split('\n');
    const { test } = JSON.parse((lines[lines.length - 1] as string).replace(/^\[\w+\]:/, ''));
    const { accuracy, loss } = model.project.goal ?? {};
    if (accuracy !== undefined) expect(test.accuracy).toBeGreaterThanOrEqual(accuracy);
    if (loss !== undefined) expect(test.loss).toBeLessThanOrEqual(loss);
  });
});
