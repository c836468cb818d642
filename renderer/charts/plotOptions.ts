import type uPlot from 'uplot';
import { themeValue } from '../parts/themeValue.ts';
import { faded } from './palette.ts';
import { tickText } from './scale.ts';
import { spread } from './spread.ts';

/** A curve as it is drawn. */
export interface PlotLine {
  /** Written at its end; null for a line that needs no name of its own. */
  readonly label: string | null;
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[] | null;
  readonly opacity: number;
}

export interface PlotLook {
  readonly lines: readonly PlotLine[];
  readonly log: boolean;
  /** The vertical axis's ends, or null to follow the data. */
  readonly range: readonly [number, number] | null;
  readonly xLabel: string;
}

export const AXIS_FONT = '10px "JetBrains Mono Variable", ui-monospace, monospace';
const LABEL_FONT = '11px "Inter Variable", system-ui, sans-serif';
const LABEL_HEIGHT = 12;
/** Whole epochs only. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000];
/** A line of fewer values than these shows them as points too. */
const FEW = 2;

/** What uPlot is told of a chart of curves over epochs. */
export function plotOptions(
  { lines, log, range, xLabel }: PlotLook,
  size: { width: number; height: number },
  hooks: uPlot.Hooks.Arrays,
): uPlot.Options {
  const [text, grid] = [themeValue('--text-faint'), themeValue('--line')];
  const axis = { stroke: text, font: AXIS_FONT, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, size: 4 } };
  return {
    ...size,
    legend: { show: false },
    padding: [8, labelRoom(lines), 0, 0],
    cursor: { y: false, drag: { x: true, y: false, dist: 4 }, points: { size: 6 } },
    scales: {
      x: { time: false, range: (_, low, high) => [low ?? 1, Math.max(high ?? 2, (low ?? 1) + 1)] },
      y: {
        distr: log ? 3 : 1,
        ...(range && { range: [range[0], range[1]] }),
        ...(!range && !log && { range: { min: { pad: 0.1, soft: 0, mode: 3 }, max: { pad: 0.06 } } }),
      },
    },
    axes: [
      { ...axis, incrs: STEPS, space: 36, gap: 3, size: 22, label: xLabel, labelSize: 14, labelFont: LABEL_FONT },
      {
        ...axis,
        size: 44,
        gap: 3,
        space: 24,
        values: (_, splits) => splits.map((value) => (value === null ? '' : tickText(value))),
      },
    ],
    series: [{}, ...lines.map((line) => seriesOf(line))],
    hooks: { ...hooks, draw: [(plot) => drawEndLabels(plot, lines), ...(hooks.draw ?? [])] },
  };
}

function seriesOf({ colour, width, dash, opacity }: PlotLine): uPlot.Series {
  return {
    stroke: faded(colour, opacity),
    width,
    ...(dash && { dash: [...dash] }),
    spanGaps: false,
    points: { size: 5, show: (_, __, first, last) => last - first < FEW },
  };
}

let measure: CanvasRenderingContext2D | null = null;

/** Room at the right for the names at the lines' ends. */
function labelRoom(lines: readonly PlotLine[]): number {
  measure ??= document.createElement('canvas').getContext('2d');
  if (!measure) return 40;
  measure.font = LABEL_FONT;
  const context = measure;
  const widest = Math.max(0, ...lines.map(({ label }) => (label ? context.measureText(label).width : 0)));
  return Math.ceil(widest) + 8;
}

/** The name of each line beside its last value that can be seen; names that would cover each other are moved apart. */
function drawEndLabels(plot: uPlot, lines: readonly PlotLine[]): void {
  const { ctx } = plot;
  const ratio = devicePixelRatio;
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  const [top, bottom] = [plot.bbox.top / ratio, (plot.bbox.top + plot.bbox.height) / ratio];
  const places = lines
    .flatMap((line, index) => {
      const [x, values] = [plot.data[0], plot.data[index + 1]];
      if (!line.label || !x || !values) return [];
      let last = Math.min(values.length, x.length) - 1;
      while (last >= 0 && (values[last] == null || (x[last] as number) > max)) last--;
      if (last < 0 || (x[last] as number) < min) return [];
      const at = plot.valToPos(x[last] as number, 'x', true) / ratio;
      const y = plot.valToPos(values[last] as number, 'y', true) / ratio;
      return [{ line, label: line.label, x: at + 5, y: Math.min(bottom, Math.max(top, y)) }];
    })
    .sort((a, b) => a.y - b.y);
  spread(places, top, bottom, LABEL_HEIGHT);
  ctx.save();
  ctx.scale(ratio, ratio);
  ctx.font = LABEL_FONT;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { line, label, x, y } of places) {
    ctx.fillStyle = line.colour;
    ctx.fillText(label, x, y);
  }
  ctx.restore();
}
