import cliProgress from 'cli-progress';
import type { EpochReport, Run } from '../core/train/run.ts';

export interface ProgressBar {
  /** Steps done of the running epoch. */
  steps(done: number): void;
  epoch(report: EpochReport): void;
  stop(): void;
}

/** A bar over all steps of a run, on a terminal; null where nobody watches. */
export function progressBar(run: Run): ProgressBar | null {
  if (!process.stderr.isTTY) return null;
  const { stepsPerEpoch } = run;
  const bar = new cliProgress.SingleBar({
    format: '{bar} {percentage}% | epoch {epoch}/{epochs} | loss {loss} | {eta_formatted} left',
    stream: process.stderr,
    clearOnComplete: false,
    hideCursor: true,
    fps: 10,
  });
  let figures = { epoch: run.state.epoch, epochs: run.epochs, loss: '-' };
  bar.start(run.epochs * stepsPerEpoch, run.state.epoch * stepsPerEpoch, figures);
  return {
    steps: (done) => bar.update(run.state.epoch * stepsPerEpoch + (done % stepsPerEpoch), figures),
    epoch: ({ epoch, loss }) => {
      figures = { ...figures, epoch, loss: loss.toPrecision(4) };
      bar.update(epoch * stepsPerEpoch, figures);
    },
    stop: () => bar.stop(),
  };
}
