import { validate } from '../../core/graph/validate.ts';
import { unwrap } from '../../core/problem.ts';
import { type Backend, nameOf } from '../../core/runtime/backend.ts';
import { isAvailable } from '../../core/runtime/device.ts';
import { isFmaSupported } from '../../core/runtime/webasm/relaxedSimd.ts';
import { tensor } from '../../core/tensor.ts';
import { chain } from '../../core/testing/networks.ts';
import { Run } from '../../core/train/run.ts';
import { type Contestant, type Task, Unavailable } from '../contest.ts';
import type { Rows } from '../rows.ts';
import type { Trainer } from './trainer.ts';

/** Gradwire as the app trains: `Run.start`, then `advance` to the end of each epoch; no validation part. */
export async function startGradwire(contestant: Contestant, task: Task, rows: Rows): Promise<Trainer> {
  const [backend, ...ways] = contestant.backend.split('+') as [Backend, ...('wide' | 'fma')[]];
  const [wide, fma] = [ways.includes('wide'), ways.includes('fma')];
  if (!(await isAvailable(backend))) throw new Unavailable(`${backend} is not available here`);
  if (fma && !isFmaSupported()) throw new Unavailable('fused multiply-add is not available here');
  const { widths, batch, learningRate } = task;
  const run = await Run.start({
    network: unwrap(validate(graph(widths))),
    train: {
      x: tensor([rows.count, widths[0] as number], rows.x),
      target: { kind: 'classes', values: tensor([rows.count, 1], rows.classes), classes: null },
    },
    valid: null,
    settings: {
      optimizer: { type: 'sgd', learningRate, momentum: 0, nesterov: false, weightDecay: 0 },
      batchSize: batch,
      epochs: Number.POSITIVE_INFINITY,
      seed: 1,
      shuffle: true,
    },
    backend,
    threads: contestant.threads === 'all',
    wide,
    fma,
  });
  await run.advance(1);
  const threads = threadsOf(run, contestant);
  return {
    threads,
    async epochs(count) {
      let loss = Number.NaN;
      for (let done = 0; done < count; ) {
        const { epoch, failure } = await run.advance();
        if (failure) throw new Error(failure.message);
        if (!epoch) continue;
        loss = epoch.loss;
        done += 1;
      }
      return loss;
    },
  };
}

/** Weights start as tfjs starts them. */
function graph(widths: readonly number[]) {
  const layers = widths.slice(1).flatMap((units, index) => {
    const last = index === widths.length - 2;
    return [
      [`linear${index + 1}`, 'linear', { units, init: 'xavierUniform' }] as const,
      last ? (['softmax', 'softmax'] as const) : ([`relu${index + 1}`, 'relu'] as const),
    ];
  });
  return chain(widths[0] as number, layers, ['loss', 'crossEntropy']);
}

/** Holds what really ran against what was asked for; a silent fall back would make the figures worthless. */
function threadsOf(run: Run, { backend, threads }: Contestant): Trainer['threads'] {
  const kind = run.executor?.kind;
  if (threads === 'all' && kind === 'fused-sync') throw new Unavailable('no kernel is large enough for threads');
  const kinds: Record<string, string> = { webgpu: 'fused-encoder', webgl2: 'fused-draws' };
  const wanted = threads === 'all' ? 'fused-threaded' : (kinds[backend] ?? 'fused-sync');
  const ran = run.executor && nameOf(run.executor);
  if (kind !== wanted || ran !== backend) {
    throw new Error(`gradwire ran ${ran} ${kind} in place of ${backend} ${wanted}`);
  }
  return threads === 'all' ? 'all' : 1;
}
