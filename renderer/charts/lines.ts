import type { Translate } from '../i18n/index.ts';
import { themeValue } from '../parts/themeValue.ts';
import { type CurvePart, curveParts, epochsUpTo, positive, type RunCurves } from './curves.ts';
import { runColour } from './palette.ts';
import type { PlotLine } from './plotOptions.ts';

/** A training as a chart shows it: the current one, or an earlier one by its number. */
export interface ShownRun {
  /** 0 is the current training. */
  readonly number: number;
  readonly curves: RunCurves;
}

export const DASH = [5, 3] as const;

/** The current training's colours; earlier ones have one colour each, and are told apart from it by their number. */
export function lineColour(number: number, part: CurvePart): string {
  if (number > 0) return runColour(number);
  return themeValue(part === 'train' ? '--accent' : '--category-activation');
}

/** A line of a chart together with where its values come from. */
interface Source {
  readonly line: PlotLine;
  readonly run: ShownRun;
  readonly part: CurvePart;
  readonly smooth: boolean;
}

/** Training is a solid line, validation a dashed one. A smoothed curve leaves the real one visible behind it. */
export function lineSources(runs: readonly ShownRun[], smoothed: boolean, t: Translate): Source[] {
  return runs.flatMap((run) =>
    curveParts
      .filter((part) => run.number === 0 || run.curves.curves[part].raw.some((value) => value !== null))
      .flatMap((part): Source[] => {
        const current = run.number === 0;
        const line: PlotLine = {
          label: current ? t(`train.part.${part}`) : part === 'train' ? `#${run.number}` : null,
          colour: lineColour(run.number, part),
          width: current ? 1.75 : 1,
          dash: part === 'valid' ? DASH : null,
          opacity: 1,
        };
        if (!smoothed) return [{ line, run, part, smooth: false }];
        const behind = { ...line, label: null, width: 1, dash: null, opacity: 0.4 };
        const smooth = { line, run, part, smooth: true };
        return current ? [{ line: behind, run, part, smooth: false }, smooth] : [smooth];
      }),
  );
}

/** The numbers in the form uPlot takes them: epochs, then a row a line. */
export function plotData(sources: readonly Source[], log: boolean): (number | null)[][] {
  const epochs = Math.max(0, ...sources.map(({ run }) => run.curves.length));
  const rows = sources.map(({ run, part, smooth }) => {
    const values = run.curves.curves[part][smooth ? 'smooth' : 'raw'];
    return log ? positive(values) : values;
  });
  return [epochsUpTo(epochs), ...rows];
}
