import type { InferredBlock } from '../../graph/infer.ts';
import type { Network } from '../../graph/validate.ts';
import { colours, round, svg, text } from './svg.ts';

const CARD = { width: 124, height: 46 };
const GAP = { x: 44, y: 20 };
const MARGIN = 16;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The network from left to right: a column for each number of steps from the input, wires as curves. */
export function graphPicture({ blocks }: Network, title: string): string {
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
  const wires = blocks.flatMap((block) =>
    Object.values(block.inputs)
      .flat()
      .flatMap((source) => {
        const [from, to] = [places.get(source.block), places.get(block.node.id)];
        return from && to ? [wire(from, to, source.signal === 'target')] : [];
      }),
  );
  const cards = blocks.map((block) => card(block, places.get(block.node.id) as Place));
  const width = columns.length * (CARD.width + GAP.x) - GAP.x;
  return svg(width + 2 * MARGIN, height + 2 * MARGIN, title, [...wires, ...cards]);
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

function card({ node, block, features, weights }: InferredBlock, { x, y }: Place): string {
  const count = weights.reduce((sum, { shape }) => sum + shape.reduce((size, extent) => size * extent, 1), 0);
  const detail = block.category === 'loss' ? '' : `→ ${features}${count > 0 ? `, ${count} parameters` : ''}`;
  const middle = x + CARD.width / 2;
  const box = `<rect x="${round(x)}" y="${round(y)}" width="${CARD.width}" height="${CARD.height}" rx="6"`;
  return [
    `${box} fill="${colours.paper}" stroke="${colours.line}"/>`,
    text(middle, y + 19, `${block.title} ${(node.label || node.id).slice(0, 14)}`, { weight: 600, size: 11 }),
    text(middle, y + 35, detail, { size: 10, fill: colours.soft }),
  ].join('\n');
}

function wire(from: Place, to: Place, isTarget: boolean): string {
  const [x1, y1] = [from.x + CARD.width, from.y + CARD.height / 2];
  const [x2, y2] = [to.x, to.y + CARD.height / 2];
  const bend = Math.max((x2 - x1) / 2, GAP.x / 2);
  // A target would run through the cards on its way: it goes below them.
  const dip = isTarget ? CARD.height : 0;
  const path = [x1, y1, x1 + bend, y1 + dip, x2 - bend, y2 + dip, x2, y2].map(round);
  const [a, b, c, d, e, f, g, h] = path;
  const dash = isTarget ? ' stroke-dasharray="4 4"' : '';
  return `<path d="M${a} ${b} C${c} ${d} ${e} ${f} ${g} ${h}" fill="none" stroke="${colours.soft}"${dash}/>`;
}
