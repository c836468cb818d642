import { expose } from 'comlink';
import { validate } from '../../core/graph/validate.ts';
import { unwrap } from '../../core/problem.ts';
import type { Backend, Executor } from '../../core/runtime/backend.ts';
import { Kernel } from '../../core/runtime/webasm/kernel.ts';
import { kernelClass } from '../../core/runtime/webasm/ways.ts';
import { awkwardKernels, largeKernels } from '../../core/testing/awkwardKernels.ts';
import { expectedMask, maskFromKernels } from '../../core/testing/masks.ts';
import { chain, network, randomClasses, randomMatrix, training } from '../../core/testing/networks.ts';
import {
  differences,
  type OracleFile,
  oracleCase,
  oracleOptimizer,
  type Tolerance,
} from '../../core/testing/oracle.ts';
import { type Comparison, compareKernels } from '../../core/testing/sameBits.ts';
import {
  compareShaders,
  type Mistake,
  type ShaderBackend,
  type ShaderComparison,
} from '../../core/testing/shaderKernels.ts';
import { Run, type RunOptions } from '../../core/train/run.ts';
import { initialState, TapeRecorder } from '../../core/train/tape.ts';

export interface Verdict {
  readonly executors: readonly (Executor | null)[];
  readonly differences: readonly string[];
}

export interface WaysCompared {
  readonly executors: readonly (Executor | null)[];
  readonly differing: readonly string[];
  readonly loss: number;
}

const jobs = {
  /** Holds a case against PyTorch: the tape, then the weights and losses after each optimizer's steps. */
  async oracle(file: OracleFile, backend: Backend, tolerance: Tolerance): Promise<Verdict> {
    const { graph, weights, batch } = oracleCase(file);
    const network = unwrap(validate(graph));
    if (!batch.target) throw new Error('a case without targets');
    const executors: (Executor | null)[] = [];
    const lines: string[] = [];
    const compare = (what: string, found: ArrayLike<number> | undefined, wanted: ArrayLike<number>) =>
      lines.push(...differences(`${what}`, found, wanted, tolerance));

    const settings = { optimizer: oracleOptimizer(file.after[0]?.optimizer ?? {}) };
    const recorder = new TapeRecorder(network, settings, batch.x.shape[0] ?? 0, batch.target, {
      backend,
      threads: false,
    });
    const state = initialState(network, settings);
    const tape = await recorder.record(batch, {
      weights,
      state,
      step: 1,
      learningRate: settings.optimizer.learningRate,
    });
    executors.push(recorder.executor);
    await recorder.destroy();
    compare('loss', [tape.loss], [file.loss]);
    for (const [id, { data }] of Object.entries(file.forward)) compare(id, tape.outputs.get(id)?.data, data);
    for (const [id, { data }] of Object.entries(file.grad)) compare(`d.${id}`, tape.gradients.get(id)?.data, data);
    for (const [name, { data }] of Object.entries(file.weight_grad)) {
      compare(`d.${name}`, tape.weightGradients.get(name)?.data, data);
    }

    for (const after of file.after) {
      const optimizer = oracleOptimizer(after.optimizer);
      const label = JSON.stringify(after.optimizer);
      const training = { optimizer, batchSize: batch.x.shape[0] ?? 0, epochs: after.steps, seed: 1, shuffle: false };
      const run = await Run.start({ network, train: batch, valid: null, settings: training, backend, weights });
      const losses: number[] = [];
      while (run.ending === null) losses.push(...(await run.advance()).losses);
      executors.push(run.executor);
      compare(`${label} losses`, losses, after.losses);
      for (const [name, { data }] of Object.entries(after.weights)) {
        compare(`${label} ${name}`, run.weights.get(name)?.data, data);
      }
      await run.destroy();
    }
    return { executors, differences: lines };
  },

  /** How many cells of a step's Dropout mask are not what the generator draws. */
  async wrongMaskCells(backend: Backend, step: number): Promise<number> {
    const rows = 257;
    const found = await maskFromKernels(backend, step, rows);
    const wanted = expectedMask(step, rows);
    return wanted.reduce((wrong, value, index) => wrong + (found[index] === value ? 0 : 1), 0);
  },

  /**
   * Trains a network with large layers in several ways of webasm.
   *
   * @returns what ran, the weights that differ from those of the first way, and the first way's loss
   */
  async ways(ways: readonly Pick<RunOptions, 'threads' | 'wide'>[]): Promise<WaysCompared> {
    const layers = [
      ['linear1', 'linear', { units: 800 }] as const,
      ['relu1', 'relu'] as const,
      ['linear2', 'linear', { units: 44 }] as const,
      ['relu2', 'relu'] as const,
      ['linear3', 'linear', { units: 3 }] as const,
    ];
    const net = network(chain(64, layers, ['loss', 'crossEntropy']));
    const train = { x: randomMatrix(256, 64, 1), target: randomClasses(256, 3, 2) };
    const trained = async (way: (typeof ways)[number]) => {
      const settings = { ...training, batchSize: 32, epochs: 2 };
      const run = await Run.start({ network: net, train, valid: null, settings, backend: 'webasm', ...way });
      let loss = Number.NaN;
      while (run.ending === null) loss = (await run.advance()).epoch?.loss ?? loss;
      await run.destroy();
      return { run, loss };
    };
    const runs = [];
    for (const way of ways) runs.push(await trained(way));
    const [first, ...others] = runs;
    const differing = others.flatMap(({ run }) =>
      [...run.weights].flatMap(([name, { data }]) =>
        differences(name, first?.run.weights.get(name)?.data, data, { absolute: 0, relative: 0 }),
      ),
    );
    return { executors: runs.map(({ run }) => run.executor), differing, loss: first?.loss ?? Number.NaN };
  },

  /** Compares so many kernels of ours with GPU.js's own. */
  awkwardKernels(count: number, wide: boolean): Promise<Comparison> {
    return compareKernels(awkwardKernels(count), kernelClass({ wide }), false);
  },

  /** Compares so many kernels in the programs of a GPU with GPU.js's own in WebAssembly. */
  shaderKernels(count: number, backend: ShaderBackend, mistake: Mistake | null): Promise<ShaderComparison> {
    return compareShaders(awkwardKernels(count, 3), backend, mistake);
  },

  /** The same with kernels of many cells, every so many of them. */
  largeKernels(every: number, threads: boolean): Promise<Comparison> {
    return compareKernels(
      largeKernels().filter((_, at) => at % every === 0),
      Kernel,
      threads,
    );
  },
};

export type EngineJobs = typeof jobs;

expose(jobs);
