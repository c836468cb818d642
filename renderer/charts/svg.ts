import type { PlotLine } from './plotOptions.ts';
import { extent, logTicks, padded, ticks, tickText } from './scale.ts';
import { spread } from './spread.ts';

export interface Figure {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly number[];
  readonly lines: readonly (PlotLine & { readonly values: readonly (number | null | undefined)[] })[];
  readonly log: boolean;
  readonly range: readonly [number, number] | null;
  readonly colours: { readonly paper: string; readonly text: string; readonly grid: string };
}

const WIDTH = 720;
const HEIGHT = 440;
const LEFT = 64;
const RIGHT = 84;
const TOP = 44;
const BOTTOM = 52;

/** A chart as a picture that stands by itself: title, axes with their names, and each line's name at its end. */
export function figureSvg({ title, xLabel, yLabel, x, lines, log, range, colours }: Figure): string {
  const drawable = (value: number | null | undefined): value is number =>
    value !== null && value !== undefined && Number.isFinite(value) && (!log || value > 0);
  const [first, last] = [x[0] ?? 0, Math.max(x[x.length - 1] ?? 1, (x[0] ?? 0) + 1)];
  const found = extent(lines.flatMap(({ values }) => values.filter(drawable))) ?? (log ? [0.1, 1] : [0, 1]);
  const [low, high] = range ?? (log ? [found[0] * 0.9, found[1] * 1.1] : padded(found));
  const across = (value: number) => LEFT + ((value - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const share = log
    ? (value: number) => Math.log(value / low) / Math.log(high / low)
    : (value: number) => (value - low) / (high - low);
  const down = (value: number) => HEIGHT - BOTTOM - share(value) * (HEIGHT - TOP - BOTTOM);
  const parts: string[] = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${colours.paper}"/>`,
    text(LEFT, 24, title, colours.text, 'font-size="15" font-weight="600"'),
  ];
  const decades = log ? logTicks(low, high) : [];
  for (const value of decades.length > 1 ? decades : ticks(low, high, 6)) {
    const y = at(down(value));
    parts.push(`<path d="M${LEFT} ${y}H${WIDTH - RIGHT}" stroke="${colours.grid}"/>`);
    parts.push(text(LEFT - 8, Number(y) + 4, tickText(value), colours.text, 'text-anchor="end"'));
  }
  for (const value of ticks(first, last, 8).filter(Number.isInteger)) {
    parts.push(text(across(value), HEIGHT - BOTTOM + 18, tickText(value), colours.text, 'text-anchor="middle"'));
  }
  parts.push(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, xLabel, colours.text, 'text-anchor="middle"'));
  const turned = `text-anchor="middle" transform="rotate(-90 16 ${(TOP + HEIGHT - BOTTOM) / 2})"`;
  parts.push(text(16, (TOP + HEIGHT - BOTTOM) / 2, yLabel, colours.text, turned));
  const labels: { y: number; x: number; label: string; colour: string }[] = [];
  for (const { values, label, colour, width, dash, opacity } of lines) {
    const path = pathOf(x, values, drawable, across, down);
    if (path === '') continue;
    const dashes = dash ? ` stroke-dasharray="${dash.join(' ')}"` : '';
    parts.push(
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-opacity="${opacity}" stroke-linecap="round" stroke-linejoin="round"${dashes}/>`,
    );
    const end = values.findLastIndex(drawable);
    if (label) labels.push({ y: down(values[end] as number), x: across(x[end] as number) + 6, label, colour });
  }
  labels.sort((a, b) => a.y - b.y);
  spread(labels, TOP, HEIGHT - BOTTOM, 14);
  for (const label of labels) parts.push(text(label.x, label.y + 4, label.label, label.colour));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Inter, system-ui, sans-serif" font-size="12">\n${parts.join('\n')}\n</svg>\n`;
}

/** A line through the values, lifted wherever there is a gap; a value between two gaps becomes a dot. */
function pathOf(
  x: readonly number[],
  values: readonly (number | null | undefined)[],
  drawable: (value: number | null | undefined) => value is number,
  across: (value: number) => number,
  down: (value: number) => number,
): string {
  let path = '';
  let drawing = false;
  for (let index = 0; index < Math.min(x.length, values.length); index++) {
    const value = values[index];
    if (!drawable(value)) {
      drawing = false;
      continue;
    }
    const point = `${at(across(x[index] as number))} ${at(down(value))}`;
    const alone = !drawing && !drawable(values[index + 1]);
    path += alone ? `M${point}h0` : `${drawing ? 'L' : 'M'}${point}`;
    drawing = true;
  }
  return path;
}

function text(x: number, y: number, content: string, colour: string, more = ''): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${at(x)}" y="${at(y)}" fill="${colour}"${more && ` ${more}`}>${escaped}</text>`;
}

function at(value: number): string {
  return String(Number(value.toFixed(2)));
}
