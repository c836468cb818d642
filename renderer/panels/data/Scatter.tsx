import { useEffect, useRef } from 'react';
import { type Part, parts } from '../../../core/data/dataset.ts';
import { diverging, largest } from '../../canvas/paint.ts';
import { markPath } from '../../charts/marks.ts';
import { classColour } from '../../charts/palette.ts';
import { planeOf } from '../../charts/plane.ts';
import { ticks, tickText } from '../../charts/scale.ts';
import type { DataSummary, Plane, PointCloud } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { useThemeName } from '../../parts/theme.ts';
import { themeValue } from '../../parts/themeValue.ts';

/** The plot's side, and room for its two axes. */
const SIDE = 184;
const AXIS = 22;
const SIZE = SIDE + AXIS;
const RADIUS = 2.6;

type Points = Readonly<Record<Part, PointCloud>>;

/** The rows as points of the plane of their two plain features; rows that are not learnt from are hollow. */
export function Scatter({ summary, points }: { summary: DataSummary; points: Points }) {
  const t = useT();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    if (canvas.current && theme !== '') draw(canvas.current, summary, points);
  }, [summary, points, theme]);
  const [x = 'x1', y = 'x2'] = summary.preprocessing.features;
  const count = parts.reduce((sum, part) => sum + points[part].x1.length, 0);
  return (
    <figure className="data-scatter">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('data.scatter', { x, y, count })}
        style={{ width: SIZE, height: SIZE }}
      />
      <figcaption className="faint">
        <span>● {t('data.filled')}</span> <span>○ {t('data.hollow')}</span>
      </figcaption>
    </figure>
  );
}

function draw(canvas: HTMLCanvasElement, summary: DataSummary, points: Points): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const sharpness = Math.max(1, window.devicePixelRatio);
  canvas.width = SIZE * sharpness;
  canvas.height = SIZE * sharpness;
  context.scale(sharpness, sharpness);
  const plane = planeOf(points);
  const across = (value: number) => AXIS + ((value - plane.x1[0]) / (plane.x1[1] - plane.x1[0])) * SIDE;
  const down = (value: number) => SIDE - ((value - plane.x2[0]) / (plane.x2[1] - plane.x2[0])) * SIDE;
  drawAxes(context, plane, across, down, summary.preprocessing.features);
  const numbers = summary.facts.target?.kind === 'values' ? largest(points.train.target) : null;
  const ofValue = diverging(numbers ?? 1);
  context.lineWidth = 1.2;
  for (const part of [...parts].reverse()) {
    const { x1, x2, target } = points[part];
    x1.forEach((value, index) => {
      const truth = target[index] as number;
      // Real values have two marks: a circle above zero, a square below.
      const mark = numbers === null ? truth : truth < 0 ? 1 : 0;
      const colour = numbers === null ? classColour(truth) : `rgb(${ofValue(truth).join()})`;
      const path = new Path2D(markPath(mark, across(value), down(x2[index] as number), RADIUS));
      context.fillStyle = part === 'train' ? colour : themeValue('--surface');
      context.strokeStyle = part !== 'train' ? colour : numbers === null ? 'transparent' : themeValue('--line-strong');
      context.fill(path);
      context.stroke(path);
    });
  }
}

function drawAxes(
  context: CanvasRenderingContext2D,
  plane: Plane,
  across: (value: number) => number,
  down: (value: number) => number,
  [x = 'x1', y = 'x2']: readonly string[],
): void {
  context.fillStyle = themeValue('--sunken');
  context.fillRect(AXIS, 0, SIDE, SIDE);
  context.font = `10px ${themeValue('--mono')}`;
  context.fillStyle = themeValue('--text-faint');
  context.strokeStyle = themeValue('--line');
  context.lineWidth = 1;
  context.textAlign = 'center';
  for (const value of ticks(...plane.x1, 4)) {
    line(context, across(value), 0, across(value), SIDE);
    if (across(value) < SIZE - 12) context.fillText(tickText(value), across(value), SIDE + 11);
  }
  context.fillText(short(x), AXIS + SIDE / 2, SIDE + 21);
  context.textAlign = 'right';
  for (const value of ticks(...plane.x2, 4)) {
    line(context, AXIS, down(value), SIZE, down(value));
    if (down(value) > 8) context.fillText(tickText(value), AXIS - 3, down(value) + 3);
  }
  context.save();
  context.translate(8, SIDE / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'center';
  context.fillText(short(y), 0, 0);
  context.restore();
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  context.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
  context.stroke();
}

function short(name: string): string {
  return name.length > 18 ? `${name.slice(0, 17)}…` : name;
}
