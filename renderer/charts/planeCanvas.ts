import { diverging, largest, themeColour } from '../canvas/paint.ts';
import type { Boundary, DataSummary, Plane, PointCloud } from '../engine/api.ts';
import { themeValue } from '../parts/themeValue.ts';
import { type BoundaryColours, boundaryImage } from './boundaryImage.ts';
import { markPath } from './marks.ts';
import { classColour, classColours, rgb } from './palette.ts';
import { AXIS_FONT } from './plotOptions.ts';
import { ticks, tickText } from './scale.ts';

/** Room for the ticks and their numbers, in CSS pixels. */
export const MARGIN = { left: 26, bottom: 20, top: 4, right: 6 } as const;
/** Pixels a side that are worth computing; the page stretches them. */
const MOST_PIXELS = 224;
const RADIUS = 3.1;

export type PointStyle = 'filled' | 'hollow' | 'ringed';

/** The colours that the outputs of a task are painted with. `limit` is where the colour of a real value is full. */
export function boundaryColours(task: DataSummary['task'], limit: number): BoundaryColours {
  return {
    paper: themeColour('--surface'),
    classes: task === 'classification' ? classColours.map(rgb) : null,
    value: diverging(limit),
  };
}

/** The value at which a real-valued picture has its full colour: the largest target there is. */
export function valueLimit(points: DataSummary['points']): number {
  return points ? largest(points.train.target) : 1;
}

/** Paints the picture behind the points, stretched over the whole canvas. */
export function paintBoundary(
  canvas: HTMLCanvasElement,
  boundary: Boundary,
  colours: BoundaryColours,
  discretize: boolean,
): void {
  const size = Math.min(MOST_PIXELS, Math.max(32, Math.round(canvas.clientWidth * devicePixelRatio)));
  canvas.width = size;
  canvas.height = size;
  const image = new ImageData(boundaryImage(boundary, size, colours, discretize), size, size);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}

/** A canvas of so many CSS pixels, sharp on every screen, empty. */
export function freshContext(canvas: HTMLCanvasElement, width: number, height: number) {
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext('2d');
  context?.scale(devicePixelRatio, devicePixelRatio);
  return context;
}

/** Both axes around a square of `side` pixels, with round numbers and the names of the features. */
export function paintAxes(
  context: CanvasRenderingContext2D,
  plane: Plane,
  side: number,
  names: readonly [string, string],
): void {
  const { left, top } = MARGIN;
  context.font = AXIS_FONT;
  context.fillStyle = themeValue('--text-faint');
  context.strokeStyle = themeValue('--line-strong');
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, side + 1, side + 1);
  const share = (value: number, [low, high]: readonly [number, number]) => (value - low) / (high - low);
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const value of ticks(plane.x1[0], plane.x1[1], 6)) {
    context.fillText(tickText(value), left + share(value, plane.x1) * side, top + side + 4);
  }
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const value of ticks(plane.x2[0], plane.x2[1], 6)) {
    context.fillText(tickText(value), left - 4, top + (1 - share(value, plane.x2)) * side);
  }
  context.fillStyle = themeValue('--text');
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.fillText(names[0].slice(0, 16), left + side - 3, top + side - 2);
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(names[1].slice(0, 16), left + 3, top + 3);
}

/** The rows of one part, each with the mark of its class or the colour of its value. */
export function paintPoints(
  context: CanvasRenderingContext2D,
  { x1, x2, target }: PointCloud,
  plane: Plane,
  side: number,
  { task, limit, style }: { task: DataSummary['task']; limit: number; style: PointStyle },
): void {
  const [paper, text] = [themeValue('--surface'), themeValue('--text')];
  const value = diverging(limit);
  context.save();
  context.beginPath();
  context.rect(MARGIN.left, MARGIN.top, side, side);
  context.clip();
  for (let index = 0; index < x1.length; index++) {
    const across = ((x1[index] as number) - plane.x1[0]) / (plane.x1[1] - plane.x1[0]);
    const down = (plane.x2[1] - (x2[index] as number)) / (plane.x2[1] - plane.x2[0]);
    const found = target[index] as number;
    const colour = task === 'classification' ? classColour(found) : `rgb(${value(found).join(' ')})`;
    const mark = task === 'classification' ? found : 0;
    const path = new Path2D(markPath(mark, MARGIN.left + across * side, MARGIN.top + down * side, RADIUS));
    const look = pointLook(task, style, colour, paper, text);
    context.fillStyle = look.fill;
    context.strokeStyle = look.stroke;
    context.lineWidth = look.width;
    context.fill(path);
    context.stroke(path);
  }
  context.restore();
}

/**
 * Training rows are filled, validation rows hollow, test rows ringed. Real values need their fill to say which value
 * they are: there validation and test rows have a stronger ring.
 */
function pointLook(task: DataSummary['task'], style: PointStyle, colour: string, paper: string, text: string) {
  if (task === 'regression') {
    return { fill: colour, stroke: style === 'filled' ? `${text}66` : text, width: style === 'filled' ? 0.6 : 1.4 };
  }
  if (style === 'hollow') return { fill: paper, stroke: colour, width: 1.6 };
  return { fill: colour, stroke: style === 'ringed' ? text : paper, width: style === 'ringed' ? 1.4 : 0.8 };
}
