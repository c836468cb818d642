import type { InferredBlock } from '../../graph/infer.ts';
import type { Network } from '../../graph/validate.ts';
import { colours, round, svg, text } from './svg.ts';
import type { CardTexts } from './texts.ts';

const CARD = { width: 124, height: 46 };
const GAP = { x: 44, y: 20 };
const MARGIN = 16;
const LANE = 14;

interface Wire {
  readonly from: Place;
  readonly to: Place;
  readonly isTarget: boolean;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The network from left to right: a column for each number of steps from the input, wires as curves. */
export function graphPicture({ blocks }: Network, title: string, texts: CardTexts): string {
  const columns = columnsOf(blocks);
  const tallest = Math.max(...columns.map(({ length }) => length));
  const height = tallest * (CARD.height + GAP.y) - GAP.y;
  const places = new Map<string, Place>(
    columns.flatMap((column, index) => {
      const top = (height - (column.length * (CARD.height + GAP.y) - GAP.y)) / 2;
      return column.map(({ node }, row): [string, Place] => [
        node.id,
        { x: MARGIN + index * (CARD.width + GAP.x), y: MARGIN + top + row * (CARD.height + GAP.y) },
      ]);
    }),
  );
  const all = blocks.flatMap((block) =>
    Object.values(block.inputs)
      .flat()
      .flatMap(({ block: source, signal }) => {
        const [from, to] = [places.get(source), places.get(block.node.id)];
        return from && to ? [{ from, to, isTarget: signal === 'target' }] : [];
      }),
  );
  // What skips a column would run behind its cards: each such wire gets a lane of its own below them.
  const skipping = all.filter(({ from, to }) => to.x - from.x > CARD.width + GAP.x);
  const lane = (index: number) => MARGIN + height + (index + 1) * LANE;
  const wires = all.map((one) => wire(one, skipping.includes(one) ? lane(skipping.indexOf(one)) : null));
  const cards = blocks.map((block) => card(block, places.get(block.node.id) as Place, texts));
  const width = columns.length * (CARD.width + GAP.x) - GAP.x;
  return svg(width + 2 * MARGIN, height + skipping.length * LANE + 2 * MARGIN, title, [...wires, ...cards]);
}

/** Blocks by the longest way to them; they come in the order in which they compute. */
function columnsOf(blocks: readonly InferredBlock[]): InferredBlock[][] {
  const depths = new Map<string, number>();
  const columns: InferredBlock[][] = [];
  for (const block of blocks) {
    const sources = Object.values(block.inputs).flat();
    const depth = 1 + Math.max(-1, ...sources.map((source) => depths.get(source.block) ?? 0));
    depths.set(block.node.id, depth);
    columns[depth] = [...(columns[depth] ?? []), block];
  }
  return columns;
}

function card({ node, block, features, weights }: InferredBlock, { x, y }: Place, texts: CardTexts): string {
  const count = weights.reduce((sum, { shape }) => sum + shape.reduce((size, extent) => size * extent, 1), 0);
  const detail = block.category === 'loss' ? '' : `→ ${features}${count > 0 ? `, ${texts.parameters(count)}` : ''}`;
  const middle = x + CARD.width / 2;
  const box = `<rect x="${round(x)}" y="${round(y)}" width="${CARD.width}" height="${CARD.height}" rx="6"`;
  return [
    `${box} fill="${colours.paper}" stroke="${colours.line}"/>`,
    text(middle, y + 19, `${block.title} ${(node.label || node.id).slice(0, 14)}`, { weight: 600, size: 11 }),
    text(middle, y + 35, detail, { size: 10, fill: colours.soft }),
  ].join('\n');
}

/** @param lane how far down the wire runs; null where it goes straight to the next column */
function wire({ from, to, isTarget }: Wire, lane: number | null): string {
  const [x1, y1] = [from.x + CARD.width, from.y + CARD.height / 2];
  const [x2, y2] = [to.x, to.y + CARD.height / 2];
  const half = GAP.x / 2;
  const curve = (a: number, b: number, c: number, d: number, x: number, y: number) =>
    `C${[a, b, c, d, x, y].map(round).join(' ')}`;
  const way =
    lane === null
      ? curve(x1 + half, y1, x2 - half, y2, x2, y2)
      : [
          curve(x1 + half, y1, x1, lane, x1 + GAP.x, lane),
          `L${round(x2 - GAP.x)} ${round(lane)}`,
          curve(x2, lane, x2 - half, y2, x2, y2),
        ].join(' ');
  const dash = isTarget ? ' stroke-dasharray="4 4"' : '';
  return `<path d="M${round(x1)} ${round(y1)} ${way}" fill="none" stroke="${colours.soft}"${dash}/>`;
}
