import type { EpochReport } from '../../train/run.ts';
import { colours, round, svg, text } from './svg.ts';
import type { CardTexts } from './texts.ts';

const SIZE = { width: 640, height: 260 };
const FRAME = { left: 56, right: 16, top: 28, bottom: 36 };

interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

/** The loss over the epochs, of the training rows and of the validation rows. */
export function curvesPicture(history: readonly EpochReport[], texts: CardTexts): string {
  const series: readonly Series[] = [
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
  const all = series.flatMap(({ points }) => points).filter(([, value]) => Number.isFinite(value));
  const highest = Math.max(...all.map(([, value]) => value), Number.MIN_VALUE);
  const [first, last] = [Math.min(...all.map(([epoch]) => epoch)), Math.max(...all.map(([epoch]) => epoch))];
  const right = SIZE.width - FRAME.right;
  const bottom = SIZE.height - FRAME.bottom;
  const x = (epoch: number) => FRAME.left + ((epoch - first) / Math.max(last - first, 1)) * (right - FRAME.left);
  const y = (value: number) => bottom - (value / highest) * (bottom - FRAME.top);
  const lines = series
    .filter(({ points }) => points.length > 0)
    .map(({ points, colour }) => {
      const path = points
        .filter(([, value]) => Number.isFinite(value))
        .map(([e, v]) => `${round(x(e))},${round(y(v))}`);
      return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`;
    });
  const ticks = [0, 0.5, 1].map((share) => share * highest);
  return svg(SIZE.width, SIZE.height, texts.curves, [
    ...ticks.flatMap((value) => [
      `<line x1="${FRAME.left}" y1="${round(y(value))}" x2="${right}" y2="${round(y(value))}" stroke="${colours.line}"/>`,
      text(FRAME.left - 6, y(value) + 4, value.toPrecision(3), { anchor: 'end', size: 11, fill: colours.soft }),
    ]),
    ...lines,
    text(FRAME.left, bottom + 18, String(first), { size: 11, fill: colours.soft }),
    text(right, bottom + 18, texts.epoch(last), { anchor: 'end', size: 11, fill: colours.soft }),
    ...series
      .filter(({ points }) => points.length > 0)
      .map(({ name, colour }, index) => text(FRAME.left + 8 + index * 60, 18, name, { anchor: 'start', fill: colour })),
  ]);
}
