import { blockOf } from '../../core/blocks/index.ts';
import { findBlock, type Graph, type Position, portAddress } from '../../core/graph/graph.ts';
import { infer } from '../../core/graph/infer.ts';
import type { DataFacts } from '../../core/graph/validate.ts';
import { arrange } from './arrange.ts';
import {
  at,
  BLOCK_HEIGHT,
  BLOCK_WIDTH,
  type Box,
  cardOf,
  drawCard,
  drawNote,
  drawPort,
  drawWire,
  type PictureColours,
  WIRE_DIP,
} from './pictureParts.ts';
import { escapeXml } from './pictureText.ts';
import { portTop } from './portTop.ts';
import { wireShape } from './shape.ts';

export interface PictureOptions {
  readonly title: string;
  readonly colours: PictureColours;
  /** Whether the canvas is painted behind the network; else one sees through. */
  readonly background: boolean;
  readonly notes: boolean;
  /** What stands in the corner of a block that has weights. */
  readonly parameters: (count: number) => string;
  /** By block type: what is drawn inside an icon of 24 by 24. */
  readonly icons?: Readonly<Record<string, string>> | undefined;
  /** Sizes of the blocks as the canvas draws them: cards without live pictures stand in their middle. */
  readonly sizes?: ReadonlyMap<string, { readonly height: number }> | undefined;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 24;
const HALF_PORT = 6;

/**
 * The network as a picture that stands by itself: nothing in it comes from elsewhere, and nothing in it runs. It is drawn
 * from the document, so that it does not depend on what the window shows of the canvas.
 */
export function graphPicture(graph: Graph, facts: DataFacts | undefined, options: PictureOptions): Picture {
  const { title, colours, icons = {} } = options;
  const placed = graph.blocks.every(({ position }) => position) ? graph : arrange(graph, new Map());
  const inference = infer(placed);
  const boxes = new Map(placed.blocks.map((node) => [node.id, boxOf(node.id, node.position, options.sizes)]));
  const notes = options.notes ? (placed.notes ?? []) : [];
  const port = (address: string) => portPlace(placed, boxes, address);
  const wires = placed.wires.flatMap(({ from, to }) => {
    const [start, end] = [port(from), port(to)];
    return start && end ? [{ from, start, end }] : [];
  });
  const cards = placed.blocks.map((node) => {
    const card = cardOf(node, inference.blocks.get(node.id));
    const icon = icons[node.type] ?? '';
    return drawCard(card, boxes.get(node.id) as Box, colours, icon, options.parameters(card.weights));
  });
  const ports = placed.blocks.flatMap(({ id, type }) => {
    const block = blockOf(type);
    const draw = (name: string, isOutput: boolean) => {
      const place = port(`${id}.${name}`);
      return place ? [drawPort(place, isOutput, colours)] : [];
    };
    return [
      ...(block?.inputs ?? []).flatMap(({ name }) => draw(name, false)),
      ...(block?.outputs ?? []).flatMap(({ name }) => draw(name, true)),
    ];
  });
  const parts = [
    ...notes.filter(({ kind }) => kind === 'frame').map((note) => drawNote(note, colours)),
    ...wires.map(({ from, start, end }) =>
      drawWire(start, end, wireShape(from, inference, facts), portAddress(from).port === 'target', colours),
    ),
    ...cards,
    ...ports,
    ...notes.filter(({ kind }) => kind === 'comment').map((note) => drawNote(note, colours)),
  ];
  const dips = wires.filter(({ from }) => portAddress(from).port === 'target');
  const frame = around([
    ...[...boxes.values()].map(({ x, y, width, height }) => ({
      x: x - HALF_PORT,
      y,
      width: width + 2 * HALF_PORT,
      height,
    })),
    ...notes.map(({ position, size }) => ({ ...position, ...size })),
    ...dips.map(({ start, end }) => ({ x: start.x, y: Math.max(start.y, end.y), width: 0, height: WIRE_DIP + 8 })),
  ]);
  const { x, y, width, height } = frame;
  const paper = `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" fill="${colours['--canvas']}"/>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${at(width)}" height="${at(height)}" viewBox="${at(x)} ${at(y)} ${at(width)} ${at(height)}" font-family="Inter, Hiragino Sans, Yu Gothic UI, Noto Sans CJK JP, system-ui, sans-serif">`,
    `<title>${escapeXml(title)}</title>`,
    ...(options.background ? [paper] : []),
    ...parts,
    '</svg>\n',
  ].join('\n');
  return { svg, width, height };
}

function boxOf(id: string, position: Position = { x: 0, y: 0 }, sizes: PictureOptions['sizes']): Box {
  const spare = (sizes?.get(id)?.height ?? BLOCK_HEIGHT) - BLOCK_HEIGHT;
  return { x: position.x, y: position.y + spare / 2, width: BLOCK_WIDTH, height: BLOCK_HEIGHT };
}

/** Where a port lies on its card's edge; null for an address that names none. */
function portPlace(graph: Graph, boxes: ReadonlyMap<string, Box>, address: string): Position | null {
  const { block: id, port: name } = portAddress(address);
  const block = blockOf(findBlock(graph, id)?.type ?? '');
  const box = boxes.get(id);
  if (!block || !box) return null;
  for (const [side, ports] of [
    [0, block.inputs],
    [box.width, block.outputs],
  ] as const) {
    const index = ports.findIndex((one) => one.name === name);
    if (index >= 0) return { x: box.x + side, y: box.y + portTop(index) };
  }
  return null;
}

/** The smallest frame around some boxes, with a margin. */
function around(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN };
  const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
