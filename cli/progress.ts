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

/** A file smaller than this is read before a bar could be seen. */
const WORTH_A_BAR = 32 * 1024 * 1024;

export interface BytesBar {
  update(bytes: number): void;
  stop(): void;
}

/** A bar over a large file's bytes, on a terminal; null where nobody watches. */
export function readingBar(file: string, size: number): BytesBar | null {
  return size < WORTH_A_BAR ? null : bytesBar('reading', file, size);
}

export function downloadBar(file: string, size: number): BytesBar | null {
  return bytesBar('fetching', file, size);
}

function bytesBar(what: string, file: string, size: number): BytesBar | null {
  if (!process.stderr.isTTY) return null;
  const bar = new cliProgress.SingleBar({
    format: `{bar} {percentage}% | ${what} {file} | {eta_formatted} left`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    fps: 10,
  });
  bar.start(size, 0, { file });
  return bar;
}
