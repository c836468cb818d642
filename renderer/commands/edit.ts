/** What commands, the palette and the canvas do to the graph: each is one named step of the undo history. */
import { type BlockType, blockOf, blocks } from '../../core/blocks/index.ts';
import type { ParamValue } from '../../core/blocks/params.ts';
import { refusal } from '../../core/graph/connect.ts';
import * as edits from '../../core/graph/edit.ts';
import { fitFeatures } from '../../core/graph/fit.ts';
import { applyFix as mend } from '../../core/graph/fix.ts';
import { findBlock, type Graph, ofType, type Position, type Wire } from '../../core/graph/graph.ts';
import type { Fix, Problem } from '../../core/problem.ts';
import { canvas } from '../canvas/api.ts';
import { arrange as arrangeGraph } from '../canvas/arrange.ts';
import { type EditOptions, useDocument } from '../store/document.ts';
import { useView } from '../store/view.ts';
import { featuresInUse } from './data.ts';

const document = () => useDocument.getState();
/** A first Input block takes in as many features as the data in use have. */
function meetData(before: Graph, after: Graph): Graph {
  if (ofType(before, 'input').length > 0) return after;
  return fitFeatures(after, blocks.input.params.features.default, featuresInUse());
}
const titleOf = (type: string) => blockOf(type)?.title ?? type;

/** Adds a block behind the selected one, already wired, and selects it. */
export function appendBlock(type: BlockType): void {
  const { graph, edit } = document();
  const { selection } = useView.getState();
  const last = graph.blocks[graph.blocks.length - 1]?.id ?? null;
  const after = selection.length === 1 && findBlock(graph, selection[0] as string) ? (selection[0] as string) : last;
  const added = edits.appendBlock(graph, type, type === 'input' ? null : after);
  edit({ key: 'addBlock', detail: titleOf(type) }, { graph: meetData(graph, added.graph) });
  useView.getState().select([added.id]);
}

/** Sets a block down on the canvas, and into the wire under it where there is one. */
export function dropBlock(type: BlockType, position: Position, wire: Wire | null): void {
  const { graph, edit } = document();
  const added = edits.addBlock(graph, type, position);
  const inserted = wire ? edits.insertOnWire(added.graph, added.id, wire) : added.graph;
  const key = inserted === added.graph ? 'addBlock' : 'insert';
  edit({ key, detail: titleOf(type) }, { graph: meetData(graph, inserted) });
  useView.getState().select([added.id]);
}

/** A block for the free end of a wire. */
export function addForWire(type: BlockType, position: Position, from: string): void {
  const { graph, edit } = document();
  const added = edits.addBlock(graph, type, position);
  const port = blockOf(type)?.inputs.find((input) => refusal(added.graph, from, `${added.id}.${input.name}`) === null);
  const wired = port ? edits.connect(added.graph, from, `${added.id}.${port.name}`) : added.graph;
  edit({ key: 'addBlock', detail: titleOf(type) }, { graph: wired });
  useView.getState().select([added.id]);
}

export function addStack(options: edits.StackOptions): void {
  const { graph, edit } = document();
  const { selection } = useView.getState();
  const input = graph.blocks.find(({ type }) => type === 'input');
  const start = input ? { graph, id: input.id } : edits.appendBlock(graph, 'input', null);
  const selected = selection.length === 1 ? findBlock(start.graph, selection[0] as string) : undefined;
  const after = selected && edits.outputOf(selected) ? selected.id : start.id;
  const added = edits.appendStack(start.graph, after, options);
  edit({ key: 'addStack' }, { graph: meetData(graph, added.graph) });
  useView.getState().select([added.id]);
  requestAnimationFrame(() => canvas()?.fit());
}

/** Draws a wire; where it cannot be drawn, the reason comes back. */
export function connect(from: string, to: string): Problem | null {
  const { graph, edit } = document();
  const fault = refusal(graph, from, to);
  if (!fault) edit({ key: 'connect', detail: `${from} → ${to}` }, { graph: edits.connect(graph, from, to) });
  return fault;
}

/** @param id the wire as the canvas knows it: `from to` */
export function cutWire(id: string): void {
  const { graph, edit } = document();
  const [from = '', to = ''] = id.split(' ');
  edit({ key: 'disconnect' }, { graph: edits.disconnect(graph, [{ from, to }]) });
}

/** Puts a block that stands apart into a wire that it was dropped on. */
export function insertExisting(id: string, wire: Wire): boolean {
  const { graph, edit } = document();
  const next = edits.insertOnWire(graph, id, wire);
  if (next === graph) return false;
  edit({ key: 'insert', detail: id }, { graph: next });
  return true;
}

export function setParam(ids: readonly string[], param: string, value: ParamValue, options?: EditOptions): void {
  const { graph, edit } = document();
  const type = findBlock(graph, ids[0] ?? '')?.type ?? '';
  const detail = blockOf(type)?.params[param]?.label ?? param;
  edit({ key: 'setParam', detail }, { graph: edits.setParam(graph, ids, param, value) }, options);
}

export function setLabel(id: string, label: string): void {
  const { graph, edit } = document();
  edit({ key: 'rename', detail: id }, { graph: edits.setLabel(graph, id, label) }, { gesture: `label ${id}` });
}

export function moveBlocks(positions: ReadonlyMap<string, Position>, options?: EditOptions): void {
  const { graph, edit } = document();
  const moved = edits.moveBlocks(graph, positions);
  const notes = edits.changeNotes(moved, [...positions.keys()], (note) => ({
    ...note,
    position: positions.get(note.id) ?? note.position,
  }));
  edit({ key: 'move' }, { graph: notes }, options);
}

export function reorderWire(wire: Wire, by: -1 | 1): void {
  const { graph, edit } = document();
  edit({ key: 'reorder' }, { graph: edits.moveWire(graph, wire, by) });
}

/** All blocks in columns, or the selected ones among themselves. */
export function arrange(): void {
  const { graph, edit } = document();
  const { selection } = useView.getState();
  const chosen = selection.length > 1 ? selection.filter((id) => findBlock(graph, id)) : undefined;
  edit({ key: 'arrange' }, { graph: arrangeGraph(graph, canvas()?.sizes() ?? new Map(), chosen) });
  requestAnimationFrame(() => canvas()?.fit());
}

const FRAME_MARGIN = 28;

/** A comment in the middle of the view, or a frame around what is selected. */
export function addNote(kind: 'comment' | 'frame'): void {
  const { graph, edit } = document();
  const { selection } = useView.getState();
  const boxes = [...(canvas()?.sizes() ?? [])].flatMap(([id, size]) => {
    const position = findBlock(graph, id)?.position;
    return position && selection.includes(id) ? [{ ...position, ...size }] : [];
  });
  const center = canvas()?.center() ?? { x: 0, y: 0 };
  const note =
    kind === 'frame' && boxes.length > 0
      ? around(boxes)
      : {
          position: { x: center.x - 90, y: center.y - 40 },
          size: kind === 'frame' ? { width: 320, height: 200 } : { width: 180, height: 80 },
        };
  const added = edits.addNote(graph, { kind, text: '', ...note });
  edit({ key: 'addNote' }, { graph: added.graph });
  useView.getState().select([added.id]);
}

function around(boxes: readonly { x: number; y: number; width: number; height: number }[]) {
  const left = Math.min(...boxes.map(({ x }) => x)) - FRAME_MARGIN;
  const top = Math.min(...boxes.map(({ y }) => y)) - FRAME_MARGIN - 12;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + FRAME_MARGIN;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + FRAME_MARGIN;
  return { position: { x: left, y: top }, size: { width: right - left, height: bottom - top } };
}

export function setNoteText(id: string, text: string): void {
  const { graph, edit } = document();
  edit(
    { key: 'editNote' },
    { graph: edits.changeNotes(graph, [id], (note) => ({ ...note, text })) },
    { gesture: `note ${id}` },
  );
}

export function resizeNote(id: string, position: Position, size: { width: number; height: number }): void {
  const { graph, edit } = document();
  edit({ key: 'editNote' }, { graph: edits.changeNotes(graph, [id], (note) => ({ ...note, position, size })) });
}

export function applyFix(fix: Fix): void {
  const { graph, edit } = document();
  edit({ key: 'fix', detail: subjectOf(fix) }, { graph: meetData(graph, mend(graph, fix)) });
}

/** What a mend is about, by name. */
function subjectOf(fix: Fix): string {
  switch (fix.kind) {
    case 'removeWire':
      return fix.to;
    case 'addBlock':
      return titleOf(fix.type);
    case 'fitTarget':
      return fix.task;
    default:
      return fix.block;
  }
}

export function renameProject(name: string): void {
  document().edit({ key: 'renameProject' }, { name }, { gesture: 'project name' });
}
