import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react';
import { useT } from '../i18n/index.ts';
import { useThemeName } from '../parts/theme.ts';
import { themeValue } from '../parts/themeValue.ts';
import { ChartMenu } from './ChartMenu.tsx';
import { CurveLegend } from './CurveLegend.tsx';
import { toCsv } from './csv.ts';
import { curveParts, type Metric } from './curves.ts';
import { exportPng, exportText, type FigureFormat } from './exportFigure.ts';
import { lineSources, plotData, type ShownRun } from './lines.ts';
import { useChartOptions } from './options.ts';
import type { PlotControls } from './Plot.tsx';
import { figureSvg } from './svg.ts';

const Plot = lazy(() => import('./Plot.tsx'));
const SHARE = [0, 1] as const;

interface Props {
  readonly metric: Metric;
  readonly testId: string;
  /** The same array as long as the same trainings are shown. */
  readonly runs: readonly ShownRun[];
  /** Changes whenever a curve has grown. */
  readonly revision: unknown;
  /** Shown in place of a chart that has nothing to draw. */
  readonly empty: ReactNode;
}

/** A metric over the epochs: the current training's curves and those of the runs laid over them. */
export function CurveChart({ metric, testId, runs, revision, empty }: Props) {
  const t = useT();
  const theme = useThemeName();
  const smoothing = useChartOptions((state) => state.smoothing);
  const log = useChartOptions((state) => state.logLoss) && metric === 'loss';
  const [hovered, setHovered] = useState<number | null>(null);
  const [zoomed, setZoomed] = useState(false);
  const controls = useRef<PlotControls>(null);
  const title = t(`train.${metric}`);

  // Colours are the theme's.
  const [sources, look] = useMemo(() => {
    const found = lineSources(runs, smoothing > 0, t);
    const range = metric === 'accuracy' ? SHARE : null;
    return [found, { lines: found.map(({ line }) => line), log, range, xLabel: t('train.epoch') }] as const;
  }, [runs, smoothing > 0, log, metric, t, theme]);
  // Curves grow in place, which the revision tells of.
  const data = useMemo(() => plotData(sources, log), [sources, log, revision]);
  const isEmpty = data[0]?.length === 0;

  const save = (format: FigureFormat) => {
    if (format === 'csv') return exportText(metric, 'csv', table(runs));
    const svg = figureSvg({
      title,
      xLabel: look.xLabel,
      yLabel: title,
      x: data[0] as number[],
      lines: sources.map(({ line }, index) => ({ ...line, values: data[index + 1] ?? [] })),
      log,
      range: look.range,
      colours: { paper: themeValue('--surface'), text: themeValue('--text-soft'), grid: themeValue('--line') },
    });
    return format === 'svg' ? exportText(metric, 'svg', svg) : exportPng(metric, svg);
  };
  const table = (shown: readonly ShownRun[]) => {
    const columns = shown.flatMap(({ number, curves }) =>
      curveParts.map((part) => ({
        name: `${number > 0 ? `run ${number} ` : ''}${part} ${metric}`,
        values: curves.curves[part].raw,
      })),
    );
    const rows = (data[0] ?? []).map((epoch, index) => [epoch, ...columns.map(({ values }) => values[index])]);
    return toCsv(['epoch', ...columns.map(({ name }) => name)], rows);
  };

  return (
    <section className="chart" data-testid={testId} aria-label={title}>
      <header className="chart-head">
        <h3>{title}</h3>
        <ChartMenu
          title={title}
          withLog={metric === 'loss'}
          disabled={isEmpty}
          zoomed={zoomed}
          onReset={() => controls.current?.reset()}
          onSave={(format) => void save(format)}
        />
      </header>
      {isEmpty ? (
        <div className="chart-empty">{empty}</div>
      ) : (
        <>
          <CurveLegend metric={metric} runs={runs} epoch={hovered ?? (data[0]?.length ?? 1) - 1} />
          <Suspense fallback={<div className="plot" />}>
            <Plot
              look={look}
              data={data}
              name={t('train.chart.label', { title, count: data[0]?.length ?? 0 })}
              controls={controls}
              onHover={setHovered}
              onZoom={setZoomed}
            />
          </Suspense>
        </>
      )}
    </section>
  );
}
