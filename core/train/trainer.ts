import type { Problem } from '../problem.ts';
import type { EpochReport, Progress, Run } from './run.ts';

/** What a training has to tell. */
export type TrainEvent =
  /** A few steps were taken; `done` counts those of the running epoch. */
  | { readonly kind: 'steps'; readonly progress: Progress; readonly done: number; readonly of: number }
  | { readonly kind: 'epoch'; readonly report: EpochReport }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'ended'; readonly reason: 'epochs' | 'early' | 'stopped' };

/**
 * Trains until the epochs are done, early stopping sets in, numbers are no longer finite or `signal` says stop. The
 * consumer sets the pace: nothing is computed between two pulls, so not pulling is pausing.
 */
export async function* train(run: Run, signal?: AbortSignal): AsyncGenerator<TrainEvent> {
  while (run.ending === null) {
    if (signal?.aborted) {
      yield { kind: 'ended', reason: 'stopped' };
      return;
    }
    const progress = await run.advance();
    const { epoch, failure } = progress;
    if (failure) {
      yield { kind: 'failed', problem: failure };
      return;
    }
    const done = epoch ? run.stepsPerEpoch : run.stepInEpoch;
    yield { kind: 'steps', progress, done, of: run.stepsPerEpoch };
    if (epoch) yield { kind: 'epoch', report: epoch };
  }
  yield { kind: 'ended', reason: run.ending === 'early' ? 'early' : 'epochs' };
}
