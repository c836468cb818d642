/**
 * What the movements of a hand mean. The handlers stand outside of any component because they must stay the same objects:
 * React Flow goes through all blocks and wires for each handler that is another one, at every move of a drag.
 */
import type { Connection, EdgeChange, FinalConnectionState, NodeSelectionChange } from '@xyflow/react';
import { refusal } from '../../core/graph/connect.ts';
import { type Graph, type Position, portAddress, type Wire } from '../../core/graph/graph.ts';
import { connect, cutWire, insertExisting, moveBlocks } from '../commands/edit.ts';
import { moveToBlock } from '../stepper/controller.ts';
import { useDocument } from '../store/document.ts';
import { notifyProblems } from '../store/notice.ts';
import { useView } from '../store/view.ts';
import type { CanvasNode } from './nodes.ts';

type ToScreen = (at: Position) => Position;

export function onConnect(connection: Connection): void {
  connect(...ends(connection));
}

export function isValidConnection(connection: unknown): boolean {
  return refusal(useDocument.getState().graph, ...ends(connection as Connection)) === null;
}

/** The port that was tapped first, and the graph as it was then: told of the second, the canvas has wired them already. */
let tapped: { port: PortEnd | null; graph: Graph } | null = null;

export function onTap({ target }: Event | React.SyntheticEvent): void {
  tapped = { port: portUnder(target), graph: useDocument.getState().graph };
}

/** Tapped at both ends there is no pointer to follow: why the second does not take the wire is told in a notice. */
export function onSecondTap({ target }: Event | React.SyntheticEvent): void {
  const [start, end] = [tapped?.port, portUnder(target)];
  if (!tapped || !start || !end || start.address === end.address) return;
  const [from, to] = start.kind === 'source' ? [start, end] : [end, start];
  if (from.kind !== 'source' || to.kind !== 'target') return;
  const fault = refusal(tapped.graph, from.address, to.address);
  if (fault) notifyProblems([fault]);
}

export function onEdgeClick({ altKey }: React.MouseEvent, { id }: { id: string }): void {
  if (altKey) cutWire(id);
}

export function onNodeClick(_: unknown, { id }: CanvasNode): void {
  void moveToBlock(id);
}

export function onPaneClick(): void {
  useView.getState().select([]);
}

export function onEdgesChange(changes: EdgeChange[]): void {
  const { selection, selectedWires, select } = useView.getState();
  const marks = changes.filter((change) => change.type === 'select');
  if (marks.length > 0) select(selection, marked(selectedWires, marks));
}

export function selectBlocks(marks: readonly NodeSelectionChange[]): void {
  const { selection, selectedWires, select } = useView.getState();
  if (marks.length > 0) select(marked(selection, marks), selectedWires);
}

/** The blocks lie where they were set down; one that hangs on no wire yet goes into the wire it was set down on. */
export function setDown(event: MouseEvent | TouchEvent, all: readonly CanvasNode[], toScreen: ToScreen): void {
  moveBlocks(new Map(all.map(({ id, position }) => [id, position])));
  const [dragged] = all;
  if (dragged?.type !== 'block' || all.length > 1) return;
  const wire = wireUnder(pointOf(event)) ?? wireUnderBlock(dragged, toScreen);
  const apart = useDocument.getState().graph.wires.every(({ from, to }) => {
    return portAddress(from).block !== dragged.id && portAddress(to).block !== dragged.id;
  });
  if (wire && apart) insertExisting(dragged.id, wire);
}

/** Where an output's wire was let go over empty canvas, and which output that was; null where it met anything. */
export function letGo(
  event: MouseEvent | TouchEvent,
  { fromHandle, fromNode, toNode }: FinalConnectionState,
): { from: string; screen: Position } | null {
  if (!fromHandle || !fromNode || toNode || fromHandle.type !== 'source') return null;
  const screen = pointOf(event);
  const under = document.elementFromPoint(screen.x, screen.y);
  return under?.closest('.react-flow__pane') ? { from: `${fromNode.id}.${fromHandle.id}`, screen } : null;
}

function ends({ source, sourceHandle, target, targetHandle }: Connection): [from: string, to: string] {
  return [`${source}.${sourceHandle}`, `${target}.${targetHandle}`];
}

interface PortEnd {
  /** `linear1.x` */
  readonly address: string;
  readonly kind: 'source' | 'target';
}

/** The port that an event was about, as the canvas marks it. */
function portUnder(target: EventTarget | null): PortEnd | null {
  const port = target instanceof HTMLElement ? target.closest<HTMLElement>('.react-flow__handle') : null;
  if (!port) return null;
  const { nodeid, handleid } = port.dataset;
  return { address: `${nodeid}.${handleid}`, kind: port.classList.contains('source') ? 'source' : 'target' };
}

function pointOf(event: MouseEvent | TouchEvent): Position {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

/** The wire that runs under a block's middle, or near enough above or below it. */
function wireUnderBlock({ position, measured }: CanvasNode, toScreen: ToScreen): Wire | null {
  const { width = 0, height = 0 } = measured ?? {};
  for (const down of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    const wire = wireUnder(toScreen({ x: position.x + width / 2, y: position.y + down * height }));
    if (wire) return wire;
  }
  return null;
}

/** The wire that is drawn at a point of the screen, if any. */
export function wireUnder({ x, y }: Position): Wire | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const wire = element.closest<SVGElement>('[data-wire]')?.dataset.wire;
    if (wire) {
      const [from = '', to = ''] = wire.split(' ');
      return { from, to };
    }
  }
  return null;
}

/** What is selected after some were marked or unmarked. */
function marked(before: readonly string[], marks: readonly { id: string; selected: boolean }[]): string[] {
  const chosen = new Set(before);
  for (const { id, selected } of marks) {
    if (selected) chosen.add(id);
    else chosen.delete(id);
  }
  return [...chosen];
}
