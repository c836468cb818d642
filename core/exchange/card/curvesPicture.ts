import type { EpochReport } from '../../train/run.ts';
import { colours, round, svg, text } from './svg.ts';
import type { CardTexts } from './texts.ts';

const SIZE = { width: 640, height: 260 };
/** From one name of the legend to the next. */
const LEGEND = 60;
const FRAME = { left: 56, right: 16, top: 28, bottom: 36 };

export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

/** The loss over the epochs, of the training rows and of the validation rows. */
export function lossSeries(history: readonly EpochReport[], texts: CardTexts): readonly Series[] {
  return [
    {
      name: texts.parts.train,
      colour: colours.forward,
      points: history.map(({ epoch, loss }) => [epoch, loss] as const),
    },
    {
      name: texts.parts.valid,
      colour: colours.backward,
      points: history.flatMap(({ epoch, validLoss }) => (validLoss === null ? [] : [[epoch, validLoss] as const])),
    },
  ];
}

type Point = Series['points'][number];

/** More points than this are not told apart. */
const MOST_POINTS = 1000;

/** Curves over the epochs, from zero up; a series without a finite number is left out. */
export function curvesPicture(
  all: readonly Series[],
  { title, epoch: epochText }: { title: string; epoch: (epoch: number) => string },
): string {
  const series = all
    .map(({ points, ...rest }) => ({ ...rest, points: sampled(points.filter(([, value]) => Number.isFinite(value))) }))
    .filter(({ points }) => points.length > 0);
  const points = series.flatMap((one) => one.points);
  const highest = points.reduce((most, [, value]) => Math.max(most, value), Number.MIN_VALUE);
  const first = points.reduce((least, [epoch]) => Math.min(least, epoch), Number.POSITIVE_INFINITY);
  const last = points.reduce((most, [epoch]) => Math.max(most, epoch), Number.NEGATIVE_INFINITY);
  const right = SIZE.width - FRAME.right;
  const bottom = SIZE.height - FRAME.bottom;
  const x = (epoch: number) => FRAME.left + ((epoch - first) / Math.max(last - first, 1)) * (right - FRAME.left);
  const y = (value: number) => bottom - (value / highest) * (bottom - FRAME.top);
  const lines = series.map(({ points, colour }) => {
    const path = points.map(([epoch, value]) => `${round(x(epoch))},${round(y(value))}`);
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
  });
  const ticks = [0, 0.5, 1].map((share) => share * highest);
  const room = Math.min(LEGEND, (right - FRAME.left) / Math.max(series.length, 1));
  return svg(SIZE.width, SIZE.height, title, [
    ...ticks.flatMap((value) => [
      `<line x1="${FRAME.left}" y1="${round(y(value))}" x2="${right}" y2="${round(y(value))}" stroke="${colours.line}"/>`,
      text(FRAME.left - 6, y(value) + 4, value.toPrecision(3), { anchor: 'end', size: 11, fill: colours.soft }),
    ]),
    ...lines,
    text(FRAME.left, bottom + 18, String(first), { size: 11, fill: colours.soft }),
    text(right, bottom + 18, epochText(last), { anchor: 'end', size: 11, fill: colours.soft }),
    ...series.map(({ name, colour }, index) =>
      text(FRAME.left + 8 + index * room, 18, name, { anchor: 'start', fill: colour }),
    ),
  ]);
}

/** Every so many points, the last one among them. */
function sampled(points: readonly Point[]): readonly Point[] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}
