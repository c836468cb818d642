import { describe, expect, it } from 'vitest';
import type { Dataset, Targets } from '../data/dataset.ts';
import { pickRows } from '../data/dataset.ts';
import { nameOf } from '../runtime/backend.ts';
import {
  classifier,
  network,
  randomClasses,
  randomMatrix,
  regression,
  training,
  withDropout,
} from '../testing/networks.ts';
import { type EpochReport, Run, type RunOptions } from './run.ts';
import { train } from './trainer.ts';

const net = network(classifier);
const large = network({
  ...classifier,
  blocks: classifier.blocks.map((node) => (node.id === 'linear1' ? { ...node, params: { units: 1003 } } : node)),
});

function points(rows: number, features = 2, classes = 2): Dataset {
  return { x: randomMatrix(rows, features, rows), target: randomClasses(rows, classes, rows) };
}

async function started(options: Partial<RunOptions>): Promise<Run> {
  return Run.start({ network: net, train: points(40), valid: null, settings: training, backend: 'webasm', ...options });
}

async function finished(options: Partial<RunOptions>): Promise<{ run: Run; reports: EpochReport[] }> {
  const run = await started(options);
  const reports: EpochReport[] = [];
  for await (const event of train(run)) if (event.kind === 'epoch') reports.push(event.report);
  await run.destroy();
  return { run, reports };
}

describe('seeds decide everything', () => {
  it('the same seed gives identical weights on a rerun, another seed does not', async () => {
    const [first, again] = [await finished({}), await finished({})];
    expect(again.run.weights).toEqual(first.run.weights);
    const other = await finished({ settings: { ...training, seed: 2 } });
    expect(other.run.weights).not.toEqual(first.run.weights);
  });

  it('threads change nothing, bit for bit', async () => {
    const single = await finished({ network: large, threads: false });
    const threaded = await finished({ network: large, threads: true });
    expect(threaded.run.executor?.kind).toBe('fused-threaded');
    expect(threaded.run.weights).toEqual(single.run.weights);
  });

  it('fused multiply-add is used only where it is allowed, and then gives the same each time', async () => {
    const plain = await finished({});
    const [fused, again] = [await finished({ fma: true }), await finished({ fma: true })];
    expect(plain.run.executor).toEqual({ backend: 'webasm', kind: 'fused-sync' });
    expect(fused.run.executor).toEqual({ backend: 'webasm', kind: 'fused-sync', fma: true });
    expect(again.run.weights).toEqual(fused.run.weights);
    expect(fused.run.weights).not.toEqual(plain.run.weights);
  });

  it('auto tries fused multiply-add only where it is allowed', async () => {
    const trialsOf = async (fma: boolean) => {
      const run = await started({ backend: 'auto', fma });
      await run.destroy();
      return run.trials.map(({ settings }) => nameOf(settings));
    };
    expect(await trialsOf(false)).toEqual(['webasm']);
    expect(await trialsOf(true)).toEqual(['webasm', 'webasm+fma']);
  });

  it('blocks for wide vectors are tried only where they are allowed and there is much to do, and change no bit', async () => {
    const trialsOf = async (options: Partial<RunOptions>) => {
      const run = await started(options);
      await run.destroy();
      return run.trials.map(({ settings, fault }) => fault ?? nameOf(settings));
    };
    const auto = { backend: 'auto' as const, wide: 'measured' as const };
    expect(await trialsOf(auto)).toEqual(['webasm']);
    expect(await trialsOf({ ...auto, network: large, wide: false })).toEqual(['webasm', 'webasm+threads']);
    const [plain, wide, threads] = await trialsOf({ ...auto, network: large });
    expect([plain, wide]).toEqual(['webasm', 'webasm+wide']);
    expect(threads).toMatch(/^webasm(\+wide)?\+threads$/);
    expect(await trialsOf({ network: large, wide: 'measured' })).toEqual(['webasm', 'webasm+wide']);
    expect(await trialsOf({ wide: 'measured' })).toEqual([]);
    const [told, untold] = [await finished({ network: large, wide: true }), await finished({ network: large })];
    expect(told.run.executor).toEqual({ backend: 'webasm', kind: 'fused-sync', wide: true });
    expect(told.run.weights).toEqual(untold.run.weights);
  });

  it('how many steps a call takes changes nothing, bit for bit', async () => {
    const whole = await finished({});
    const run = await started({});
    while (run.ending === null) await run.advance(1);
    await run.destroy();
    expect(run.weights).toEqual(whole.run.weights);
  });

  it.each([
    ['sgd with momentum', training.optimizer],
    ['adam', { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0 } as const],
  ])('a resumed run equals one never stopped, within an epoch too: %s', async (_, optimizer) => {
    const settings = { ...training, optimizer, epochs: 4 };
    const dropout = { network: network(withDropout), train: points(40, 4, 3), valid: points(10, 4, 3), settings };
    const whole = await finished(dropout);
    const half = await started(dropout);
    await half.advance();
    await half.advance(1);
    const resumed = await finished({ ...dropout, state: structuredClone(half.state) });
    await half.destroy();
    expect(resumed.run.weights).toEqual(whole.run.weights);
    const { seconds: _s, ...last } = resumed.reports.at(-1) as EpochReport;
    expect(whole.reports.at(-1)).toMatchObject(last);
  });
});

describe('batches', () => {
  const data = points(10);
  const settings = { ...training, shuffle: false, epochs: 1, batchSize: 4 };

  /** Takes a step with each of these rows as a data set of its own. */
  async function expectSteps(run: Run, batches: readonly (readonly number[])[]): Promise<void> {
    let state = (await started({ train: data, settings })).state;
    for (const rows of batches) {
      const whole = { ...settings, batchSize: rows.length };
      const step = await started({ train: pickRows(data, rows), settings: whole, state: { ...state, epoch: 0 } });
      await step.advance();
      state = step.state;
      await step.destroy();
    }
    const sequel = await started({ train: data, settings, state });
    for (const [name, { data: wanted }] of sequel.weights) {
      const found = run.weights.get(name)?.data ?? new Float32Array();
      wanted.forEach((value, index) => {
        expect(found[index]).toBeCloseTo(value, 6);
      });
    }
  }

  it('a last, smaller batch counts its real rows only', async () => {
    const run = await started({ train: data, settings });
    while (run.ending === null) await run.advance();
    await expectSteps(run, [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
  });

  it('an epoch goes on with batches of another size from the row where it is', async () => {
    for (const [size, steps, stepInEpoch, rest] of [
      [
        1,
        3,
        1,
        [
          [3, 4, 5, 6],
          [7, 8, 9],
        ],
      ],
      [5, 1, 1, [[5, 6, 7, 8], [9]]],
      [2, 4, 2, [[8, 9]]],
    ] as const) {
      const before = await started({ train: data, settings: { ...settings, batchSize: size } });
      await before.advance(steps);
      const run = await started({ train: data, settings, state: before.state });
      expect(run.stepInEpoch).toBe(stepInEpoch);
      const { losses, epoch } = await run.advance();
      expect(losses).toHaveLength(rest.length);
      expect(epoch).toMatchObject({ epoch: 1, step: steps + rest.length });
      const first = Array.from({ length: steps }, (_, step) =>
        Array.from({ length: size }, (_, at) => step * size + at),
      );
      await expectSteps(run, [...first, ...rest]);
    }
  });

  it('an epoch begins anew where the data have fewer rows than it has seen', async () => {
    const before = await started({ train: data, settings });
    await before.advance(2);
    const train = points(8);
    const run = await started({ train, settings, state: before.state });
    expect(run.stepInEpoch).toBe(0);
    const { losses, epoch } = await run.advance();
    expect(losses).toHaveLength(2);
    expect(epoch?.loss).toBeCloseTo(((losses[0] as number) + (losses[1] as number)) / 2, 6);
  });

  it('an epoch reports the mean over its rows, before each update', async () => {
    const run = await started({ train: points(7), settings: { ...settings, batchSize: 3 } });
    const progress = await run.advance();
    const [a = 0, b = 0, c = 0] = progress.losses;
    expect(progress.epoch?.loss).toBeCloseTo((3 * a + 3 * b + c) / 7, 6);
    expect(progress.epoch?.step).toBe(3);
    await run.destroy();
  });

  it('batches larger than the data are whole batches', async () => {
    const { reports } = await finished({ settings: { ...training, batchSize: 1000, epochs: 2 } });
    expect(reports.map(({ step }) => step)).toEqual([1, 2]);
  });
});

describe('early stopping', () => {
  it('stops when the validation loss no longer falls and goes back to its best weights', async () => {
    // Random labels cannot be learnt: the validation loss soon rises.
    const settings = { ...training, epochs: 200, earlyStopping: { patience: 3, minDelta: 0 } };
    const { run, reports } = await finished({ train: points(64), valid: points(32), settings });
    expect(run.ending).toBe('early');
    const best = reports.reduce((a, b) => ((b.validLoss ?? 0) < (a.validLoss ?? 0) ? b : a));
    expect(reports.length).toBe(best.epoch + 3);
    expect(run.state.best?.epoch).toBe(best.epoch);
    const until = await finished({
      train: points(64),
      valid: points(32),
      settings: { ...settings, epochs: best.epoch },
    });
    expect(run.weights).toEqual(until.run.weights);
  });

  it('takes no loss for the best that is no number', async () => {
    // What is squared here is beyond all floats.
    const values = randomMatrix(8, 1, 2, 1e25);
    const valid: Dataset = { x: randomMatrix(8, 2, 1), target: { kind: 'values', values, classes: null } };
    const train: Dataset = {
      x: randomMatrix(64, 2, 3),
      target: { ...valid.target, values: randomMatrix(64, 1, 4) } as Targets,
    };
    const settings = { ...training, epochs: 3, earlyStopping: { patience: 8, minDelta: 0 } };
    const { run, reports } = await finished({ network: network(regression), train, valid, settings });
    expect(reports.map(({ validLoss }) => validLoss)).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect(run.state.best).toBeNull();
    expect(run.inUse).toBe(run.state);
  });
});

describe('a loss that is no longer finite', () => {
  it('ends the run, names the block, and keeps the last finite weights', async () => {
    const settings = { ...training, optimizer: { ...training.optimizer, learningRate: 1e30 } };
    const run = await started({ settings });
    const problems = [];
    for await (const event of train(run)) if (event.kind === 'failed') problems.push(event.problem);
    await run.destroy();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'notFinite',
      severity: 'error',
      block: expect.stringMatching(/^(linear|relu|softmax|loss)/),
    });
    expect(run.ending).toBe('failure');
    for (const { data } of run.weights.values()) expect(data.every(Number.isFinite)).toBe(true);
  });

  it('keeps the weights from before the step that broke them', async () => {
    const settings = {
      ...training,
      shuffle: false,
      epochs: 1,
      optimizer: { ...training.optimizer, learningRate: 0.1 },
    };
    const data: Dataset = {
      x: randomMatrix(40, 2, 1),
      target: { kind: 'values', values: randomMatrix(40, 1, 2), classes: null },
    };
    data.target?.values.data.set([3e38], 17);
    const net = network(regression);
    const run = await started({ network: net, train: data, settings });
    const { failure, losses } = await run.advance();
    expect(failure?.code).toBe('notFinite');
    expect(losses).toHaveLength(1);
    const good = await started({ network: net, train: data, settings });
    await good.advance(1);
    expect(run.weights).toEqual(good.weights);
    expect(run.state.step).toBe(1);
  });
});

describe('what is done to gradients', () => {
  const sgd = { ...training.optimizer, momentum: 0, learningRate: 1 };
  const one = { ...training, shuffle: false, epochs: 1, batchSize: 40, optimizer: sgd };

  async function change(settings: Partial<typeof one> & { clipNorm?: number; l1?: number; l2?: number }) {
    const run = await started({ settings: { ...one, ...settings } });
    const before = run.weights;
    await run.advance();
    const delta = [...run.weights].map(([name, { data }]) => {
      return [name, data.map((value, index) => (before.get(name)?.data[index] ?? 0) - value)] as const;
    });
    await run.destroy();
    return { before, delta: new Map(delta) };
  }

  it('clipping scales all of them to the norm', async () => {
    const free = (await change({})).delta;
    const norm = Math.sqrt([...free.values()].reduce((sum, data) => sum + data.reduce((s, v) => s + v * v, 0), 0));
    const clipped = (await change({ clipNorm: norm / 4 })).delta;
    for (const [name, data] of clipped) {
      data.forEach((value, index) => {
        expect(value).toBeCloseTo((free.get(name)?.[index] ?? 0) / 4, 5);
      });
    }
    expect((await change({ clipNorm: norm * 2 })).delta).toEqual(free);
  });

  it('L1 and L2 pull matrices towards zero and leave biases alone', async () => {
    const free = (await change({})).delta;
    const { before, delta } = await change({ l1: 0.01, l2: 0.1 });
    for (const [name, data] of delta) {
      const weights = before.get(name)?.data ?? new Float32Array();
      const pull = (w: number) => (name.endsWith('.bias') ? 0 : 0.01 * Math.sign(w) + 0.1 * w);
      data.forEach((value, index) => {
        expect(value).toBeCloseTo((free.get(name)?.[index] ?? 0) + pull(weights[index] ?? 0), 5);
      });
    }
  });
});
