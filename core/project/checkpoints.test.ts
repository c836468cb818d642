import { describe, expect, it } from 'vitest';
import { unwrap } from '../problem.ts';
import { network, randomClasses, randomMatrix, training, withDropout } from '../testing/networks.ts';
import { Run } from '../train/run.ts';
import { train } from '../train/trainer.ts';
import { checkpointFile, readCheckpointFile, surplus } from './checkpoints.ts';
import { readModel, trainingState, writeCheckpoint } from './model.ts';
import type { Project } from './project.ts';

describe('names', () => {
  it('say the run and the epoch', () => {
    for (const epoch of [1, 30, 9999, 12345]) {
      expect(readCheckpointFile(checkpointFile({ run: 'a-b', epoch }))).toEqual({ run: 'a-b', epoch });
    }
    for (const name of ['runs.jsonl', 'epoch-0001.safetensors', 'a/b/epoch-0001.safetensors', 'a/epoch-1.safetensors'])
      expect(readCheckpointFile(name)).toBeNull();
  });
});

describe('which are kept', () => {
  const run = (name: string, epochs: number, bytes = 10) =>
    Array.from({ length: epochs }, (_, index) => ({ run: name, epoch: index + 1, bytes }));
  const left = <T>(all: readonly T[], gone: readonly T[]) => all.filter((one) => !gone.includes(one));

  it('all, while there is room', () => {
    expect(surplus(run('a', 30), { bytes: 300, perRun: 30 }, () => null)).toEqual([]);
  });

  it('the last and the best stay, older epochs grow sparse', () => {
    const all = run('a', 100);
    const kept = left(
      all,
      surplus(all, { bytes: 120, perRun: 1000 }, () => 37),
    ).map(({ epoch }) => epoch);
    expect(kept).toHaveLength(12);
    expect(kept).toContain(37);
    expect(kept.at(-1)).toBe(100);
    const young = kept.filter((epoch) => epoch > 50);
    expect(young.length).toBeGreaterThan(kept.length / 2);
    // They lie over the whole of the training still.
    expect(kept[0]).toBeLessThan(38);
  });

  it('added one by one they come to no other kind of choice', () => {
    let kept: { run: string; epoch: number; bytes: number }[] = [];
    for (const one of run('a', 200)) {
      kept = left(
        [...kept, one],
        surplus([...kept, one], { bytes: 1e9, perRun: 10 }, () => 3),
      );
      expect(kept.length).toBeLessThanOrEqual(10);
    }
    expect(kept.map(({ epoch }) => epoch)).toContain(3);
    expect(kept.at(-1)?.epoch).toBe(200);
    // Each half of what is left of the way is as well covered as the half before.
    for (const from of [100, 150, 175]) {
      expect(kept.filter(({ epoch }) => epoch > from && epoch <= (from + 200) / 2).length).toBeGreaterThan(0);
    }
  });

  it('older runs give way first, down to their best and last', () => {
    const all = [...run('old', 10), ...run('new', 10)];
    const kept = left(
      all,
      surplus(all, { bytes: 120, perRun: 100 }, () => 4),
    );
    expect(kept.filter((one) => one.run === 'old').map(({ epoch }) => epoch)).toEqual([4, 10]);
    expect(kept.filter((one) => one.run === 'new')).toHaveLength(10);
    // Where even those are too many nothing more can be done.
    expect(
      left(
        all,
        surplus(all, { bytes: 1, perRun: 100 }, () => 4),
      ),
    ).toHaveLength(4);
  });
});

describe('a checkpoint as a file', () => {
  it.each([
    ['sgd', training.optimizer],
    ['adam', { type: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0 } as const],
  ])('of every epoch goes on as if nothing had been, bit for bit: %s', async (_, optimizer) => {
    const net = network(withDropout);
    const settings = { ...training, optimizer, epochs: 6, earlyStopping: { patience: 3, minDelta: 0 } };
    const part = (rows: number) => ({ x: randomMatrix(rows, 4, rows), target: randomClasses(rows, 3, rows) });
    const options = { network: net, train: part(40), valid: part(10), settings, backend: 'webasm' } as const;
    const project: Project = { name: 'p', graph: withDropout, data: null, training: settings };
    const whole = await Run.start(options);
    const files: Uint8Array[] = [];
    for await (const event of train(whole)) {
      if (event.kind === 'epoch') files.push(writeCheckpoint({ project, preprocessing: null }, net, whole.state));
    }
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const state = unwrap(trainingState(unwrap(readModel(file, 'f')), net, project, 'f'));
      const resumed = await Run.start({ ...options, state });
      while (resumed.ending === null) await resumed.advance();
      expect(resumed.weights).toEqual(whole.weights);
      expect(resumed.state.step).toBe(whole.state.step);
      await resumed.destroy();
    }
    await whole.destroy();
  });
});
