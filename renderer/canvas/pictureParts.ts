/** Blocks, wires and notes as SVG, each from its place in the document. */
import { blockOf } from '../../core/blocks/index.ts';
import type { ParamValue } from '../../core/blocks/params.ts';
import type { BlockNode, Note, Position } from '../../core/graph/graph.ts';
import type { InferredBlock } from '../../core/graph/infer.ts';
import { parameterCount } from '../../core/train/weights.ts';
import { escapeXml, truncate, widthOf, wrap } from './pictureText.ts';

/** The theme's colours that a picture is drawn in, by the names that CSS has for them. */
export const pictureColours = [
  '--canvas',
  '--surface',
  '--raised',
  '--line',
  '--line-strong',
  '--text',
  '--text-soft',
  '--text-faint',
  '--warning',
  '--warning-soft',
  '--category-data',
  '--category-layer',
  '--category-activation',
  '--category-combine',
  '--category-regularization',
  '--category-loss',
] as const;

export type PictureColours = Readonly<Record<(typeof pictureColours)[number], string>>;

export interface Box extends Position {
  readonly width: number;
  readonly height: number;
}

export const BLOCK_WIDTH = 152;
const MONO = 'font-family="JetBrains Mono, ui-monospace, Menlo, Consolas, monospace"';
const PAD = 10;

/** What a card says, line by line. */
export interface Card {
  readonly node: BlockNode;
  readonly title: string;
  readonly category: keyof PictureColours;
  readonly params: string;
  readonly shape: string;
  readonly weights: number;
}

export function cardOf(node: BlockNode, inferred: InferredBlock | undefined): Card {
  const block = blockOf(node.type);
  const features = inferred?.features;
  return {
    node,
    title: block?.title ?? node.type,
    category: `--category-${block?.category ?? 'data'}`,
    params: paramLine(node, inferred?.params ?? node.params),
    shape: block?.category === 'loss' || features === null || features === undefined ? '' : `B × ${features}`,
    weights: parameterCount(inferred?.weights ?? []),
  };
}

/** The numbers of a block, and of its other params those that are not as usual. The shape says the input's. */
function paramLine({ type }: BlockNode, values: Readonly<Record<string, ParamValue>>): string {
  if (type === 'input') return '';
  return Object.entries(blockOf(type)?.params ?? {})
    .filter(([name, field]) => {
      const isNumber = field.kind === 'integer' || field.kind === 'number';
      return isNumber || (values[name] !== undefined && values[name] !== field.default);
    })
    .map(([name, field]) => `${name} ${values[name] ?? field.default}`)
    .join(', ');
}

/** Cards of the same make are equally high, with params or without, so that wires between them run level. */
export const BLOCK_HEIGHT = 80;

export function drawCard(
  card: Card,
  { x, y }: Position,
  colours: PictureColours,
  icon: string,
  parameters: string,
): string {
  const { node, title, category, params, shape, weights } = card;
  const colour = colours[category];
  const inner = BLOCK_WIDTH - 2 * PAD;
  const foot = weights > 0 ? parameters : '';
  const lines = [
    rect(0, 0, BLOCK_WIDTH, BLOCK_HEIGHT, `rx="6" fill="${colours['--raised']}" stroke="${colours['--line-strong']}"`),
    `<path d="M0 6a6 6 0 0 1 6 -6h-3v${BLOCK_HEIGHT}h3a6 6 0 0 1 -6 -6z" fill="${colour}"/>`,
    icon &&
      `<g transform="translate(${PAD} 8) scale(0.5833)" fill="none" stroke="${colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${icon}</g>`,
    text(
      icon ? PAD + 20 : PAD,
      19,
      truncate(title, (inner - 20) / 12),
      colours['--text'],
      'font-size="12" font-weight="600"',
    ),
    text(PAD, 34, truncate(node.label || node.id, inner / 11), colours['--text-faint'], 'font-size="11"'),
    text(PAD, 49, truncate(params, inner / 10.5), colours['--text-soft'], `font-size="10.5" ${MONO}`),
    `<path d="M${PAD} 57h${inner}" stroke="${colours['--line']}"/>`,
    text(PAD, 71, shape, colours['--text'], `font-size="10.5" ${MONO}`),
    text(
      BLOCK_WIDTH - PAD,
      71,
      truncate(foot, (inner - widthOf(shape) * 10.5 - 8) / 10),
      colours['--text-faint'],
      'font-size="10" text-anchor="end"',
    ),
  ];
  return `<g transform="translate(${at(x)} ${at(y)})">\n${lines.filter(Boolean).join('\n')}\n</g>`;
}

/** A port: round where signals leave, square where they enter. */
export function drawPort({ x, y }: Position, isOutput: boolean, colours: PictureColours): string {
  const style = `fill="${colours['--surface']}" stroke="${colours['--text-soft']}" stroke-width="1.5"`;
  return isOutput
    ? `<circle cx="${at(x)}" cy="${at(y)}" r="4.5" ${style}/>`
    : rect(x - 4, y - 4, 8, 8, `rx="2" ${style}`);
}

const DIP = 108;
const NEAR = 260;

/** A wire with the shape it carries. The target's is dashed and runs below the blocks, as on the canvas. */
export function drawWire(
  from: Position,
  to: Position,
  label: string | null,
  isTarget: boolean,
  colours: PictureColours,
): string {
  const { path, x, y } = isTarget && to.x - from.x >= NEAR ? below(from, to) : curve(from, to);
  const dash = isTarget ? ' stroke-dasharray="5 4"' : '';
  const line = `<path d="${path}" fill="none" stroke="${colours['--line-strong']}" stroke-width="1.5"${dash}/>`;
  if (label === null) return line;
  const width = widthOf(label) * 10 + 8;
  return [
    line,
    rect(x - width / 2, y - 7, width, 14, `rx="3" fill="${colours['--canvas']}"`),
    text(x, y + 3.5, label, colours['--text-soft'], `font-size="10" text-anchor="middle" ${MONO}`),
  ].join('\n');
}

function curve(from: Position, to: Position) {
  const reach = to.x >= from.x ? (to.x - from.x) / 2 : 6.25 * Math.sqrt(from.x - to.x);
  const path = `M${at(from.x)} ${at(from.y)}C${at(from.x + reach)} ${at(from.y)} ${at(to.x - reach)} ${at(to.y)} ${at(to.x)} ${at(to.y)}`;
  return { path, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

function below(from: Position, to: Position) {
  const low = Math.max(from.y, to.y) + DIP;
  const down = `C${at(from.x + 44)} ${at(from.y)} ${at(from.x + 16)} ${at(low)} ${at(from.x + 88)} ${at(low)}`;
  const up = `C${at(to.x - 16)} ${at(low)} ${at(to.x - 44)} ${at(to.y)} ${at(to.x)} ${at(to.y)}`;
  return {
    path: `M${at(from.x)} ${at(from.y)}${down}L${at(to.x - 88)} ${at(low)}${up}`,
    x: (from.x + to.x) / 2,
    y: low,
  };
}

/** How far below its ends a wire may run. */
export const WIRE_DIP = DIP;

export function drawNote({ kind, text: content, position, size }: Note, colours: PictureColours): string {
  const { x, y } = position;
  const { width, height } = size;
  if (kind === 'frame') {
    const style = `rx="6" fill="${colours['--surface']}" fill-opacity="0.55" stroke="${colours['--line-strong']}" stroke-width="1.5" stroke-dasharray="6 4"`;
    const title = truncate(content, (width - 20) / 13);
    return `${rect(x, y, width, height, style)}\n${text(x + PAD, y + 18, title, colours['--text-soft'], 'font-size="13" font-weight="600"')}`;
  }
  const style = `rx="6" fill="${colours['--warning-soft']}" stroke="${colours['--warning']}" stroke-opacity="0.4"`;
  const lines = wrap(content, (width - 2 * PAD) / 13, Math.floor((height - 8) / 18));
  return [
    rect(x, y, width, height, style),
    ...lines.map((line, index) => text(x + PAD, y + 20 + index * 18, line, colours['--text'], 'font-size="13"')),
  ].join('\n');
}

function rect(x: number, y: number, width: number, height: number, style: string): string {
  return `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" ${style}/>`;
}

function text(x: number, y: number, content: string, colour: string, style: string): string {
  if (content === '') return '';
  return `<text x="${at(x)}" y="${at(y)}" fill="${colour}" ${style}>${escapeXml(content)}</text>`;
}

export function at(value: number): string {
  return String(Number(value.toFixed(2)));
}
