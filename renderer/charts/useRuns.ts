import { useMemo } from 'react';
import type { RunRecord } from '../../core/project/runLog.ts';
import { useRun } from '../store/run.ts';
import { useWorkspace } from '../store/workspace.ts';
import { type Metric, RunCurves } from './curves.ts';
import type { ShownRun } from './lines.ts';
import { useChartOptions } from './options.ts';
import { useThrottled } from './throttle.ts';

/** Ten redrawings a second look smooth and leave the page to itself. */
const PAUSE = 100;

/** A run's number is its place in the history; the same everywhere. */
export function runNumber(runs: readonly RunRecord[], id: string): number {
  return runs.findIndex((run) => run.id === id) + 1;
}

/** Runs of the history that are chosen to be laid over each other; the current training is not its own past. */
export function useChosenRuns(metric: Metric, except: string | null): readonly ShownRun[] {
  const runs = useWorkspace((state) => state.runs);
  const shown = useWorkspace((state) => state.shownRuns);
  const smoothing = useChartOptions((state) => state.smoothing);
  return useMemo(
    () =>
      runs
        .filter(({ id }) => shown.includes(id) && id !== except)
        .map(({ id, reports }) => ({
          number: runNumber(runs, id),
          curves: new RunCurves(metric, smoothing).follow(reports),
        }))
        .filter(({ curves }) => !curves.empty),
    [runs, shown, smoothing, metric, except],
  );
}

const whole = (state: ReturnType<typeof useRun.getState>) => state;

/** The current training's curve of a metric, growing as it goes; and something that changes whenever it has grown. */
export function useCurrentRun(metric: Metric): { run: ShownRun | null; id: string | null; revision: unknown } {
  const smoothing = useChartOptions((state) => state.smoothing);
  const { origin, reports, update } = useThrottled(useRun, whole, PAUSE);
  const id = origin?.id ?? null;
  // Another training has other curves.
  const run = useMemo(() => ({ number: 0, curves: new RunCurves(metric, smoothing) }), [metric, smoothing, id]);
  return useMemo(() => {
    run.curves.follow(reports);
    const underWay = update !== null && update.stepInEpoch > 0 && update.stepInEpoch < update.stepsPerEpoch;
    if (underWay) run.curves.anticipate(metric === 'loss' ? update.loss : update.accuracy);
    return { run: run.curves.empty ? null : run, id, revision: [reports, update] };
  }, [run, reports, update, metric, id]);
}
