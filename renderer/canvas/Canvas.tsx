import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  Controls,
  type EdgeChange,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import {
  type DragEvent,
  type MouseEvent as ReactMouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { BlockType } from '../../core/blocks/index.ts';
import { refusal } from '../../core/graph/connect.ts';
import { type Position, portAddress, type Wire } from '../../core/graph/graph.ts';
import { connect, cutWire, dropBlock, insertExisting, moveBlocks } from '../commands/edit.ts';
import { useT } from '../i18n/index.ts';
import { DRAG_TYPE } from '../panels/PalettePanel.tsx';
import { moveToBlock } from '../stepper/controller.ts';
import { useDocument } from '../store/document.ts';
import { notifyProblems } from '../store/notice.ts';
import { useView } from '../store/view.ts';
import { canvas, registerCanvas } from './api.ts';
import { ariaLabels } from './ariaLabels.ts';
import { BlockCard } from './BlockCard.tsx';
import { BlockChooser, type ChooserPlace } from './BlockChooser.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { CommentNote, FrameNote } from './Notes.tsx';
import { type CanvasNode, edgesOf, reconcile } from './nodes.ts';
import { fitPadding, revealing } from './viewport.ts';
import { WireEdge } from './WireEdge.tsx';

const nodeTypes = { block: BlockCard, comment: CommentNote, frame: FrameNote };
const edgeTypes = { wire: WireEdge };
const GRID: [number, number] = [20, 20];
/** Below this zoom the small print of a card cannot be read any more. */
const FAR = 0.68;
const FIT = { maxZoom: 1.15, duration: 200 } as const;

/** The network: blocks, wires and notes, bound to the document. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  );
}

function Flow() {
  const t = useT();
  const graph = useDocument((state) => state.graph);
  const selection = useView((state) => state.selection);
  const selectedWires = useView((state) => state.selectedWires);
  const snap = useView((state) => state.snap);
  const minimap = useView((state) => state.minimap);
  const theme = useView((state) => state.theme);
  const flow = useReactFlow<CanvasNode>();
  const [nodes, setNodes] = useState<CanvasNode[]>([]);
  const [chooser, setChooser] = useState<ChooserPlace | null>(null);
  const edges = useMemo(() => edgesOf(graph, new Set(selectedWires)), [graph, selectedWires]);

  useEffect(() => {
    setNodes((before) => reconcile(before, graph, new Set(selection)));
  }, [graph, selection]);
  useRegistration(flow);
  useUncovered();
  const far = useStore(({ transform: [, , zoom] }) => zoom < FAR);

  const onNodesChange = useCallback((changes: NodeChange<CanvasNode>[]) => {
    const marks = changes.filter((change) => change.type === 'select');
    const { selection, selectedWires, select } = useView.getState();
    if (marks.length > 0) select(marked(selection, marks), selectedWires);
    const others = changes.filter(({ type }) => type !== 'select' && type !== 'remove');
    if (others.length > 0) setNodes((before) => applyNodeChanges(others, before));
  }, []);

  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    const { selection, selectedWires, select } = useView.getState();
    const marks = changes.filter((change) => change.type === 'select');
    if (marks.length > 0) select(selection, marked(selectedWires, marks));
  }, []);

  const onDragStop = useCallback(
    (event: MouseEvent | TouchEvent, dragged: CanvasNode, all: CanvasNode[]) => {
      moveBlocks(new Map(all.map(({ id, position }) => [id, position])));
      const alone = all.length === 1 && dragged.type === 'block';
      const wire = alone ? (wireUnder(pointOf(event)) ?? wireUnderBlock(dragged, flow.flowToScreenPosition)) : null;
      const apart = useDocument.getState().graph.wires.every(({ from, to }) => {
        return portAddress(from).block !== dragged.id && portAddress(to).block !== dragged.id;
      });
      if (wire && apart) insertExisting(dragged.id, wire);
    },
    [flow],
  );

  const onConnectEnd = (event: MouseEvent | TouchEvent, { fromHandle, fromNode, toNode }: FinalConnectionState) => {
    if (!fromHandle || !fromNode || toNode || fromHandle.type !== 'source') return;
    const point = pointOf(event);
    const under = document.elementFromPoint(point.x, point.y);
    if (!under?.closest('.react-flow__pane')) return;
    setChooser({ from: `${fromNode.id}.${fromHandle.id}`, screen: point, position: flow.screenToFlowPosition(point) });
  };

  // Tapped at both ends there is no pointer to follow: why the second does not take the wire is told in a notice.
  const tapped = useRef<PortEnd | null>(null);
  const onTapEnd = (event: MouseEvent | TouchEvent) => {
    const start = tapped.current;
    const end = portUnder(event.target);
    if (!start || !end || start.address === end.address) return;
    const [from, to] = start.kind === 'source' ? [start, end] : [end, start];
    const fault = from.kind === 'source' && to.kind === 'target' ? refusal(graph, from.address, to.address) : null;
    if (fault) notifyProblems([fault]);
  };

  const onDoubleClick = (event: ReactMouseEvent) => {
    if (!(event.target instanceof Element) || !event.target.matches('.react-flow__pane')) return;
    const point = { x: event.clientX, y: event.clientY };
    setChooser({ from: null, screen: point, position: flow.screenToFlowPosition(point) });
  };

  const onDrop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(DRAG_TYPE) as BlockType | '';
    if (type === '') return;
    event.preventDefault();
    const point = { x: event.clientX, y: event.clientY };
    dropBlock(type, centred(flow.screenToFlowPosition(point), snap), wireUnder(point));
  };

  return (
    <div
      className={far ? 'canvas far' : 'canvas'}
      data-testid="canvas"
      role="application"
      aria-label={t('canvas.label')}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault();
      }}
      onDrop={onDrop}
      onDoubleClick={onDoubleClick}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={(event, all) => onDragStop(event.nativeEvent, all[0] as CanvasNode, all)}
        onConnect={(connection) => connect(...ends(connection))}
        onConnectEnd={onConnectEnd}
        onClickConnectStart={(event) => {
          tapped.current = portUnder(event.target);
        }}
        onClickConnectEnd={onTapEnd}
        isValidConnection={(connection) =>
          refusal(useDocument.getState().graph, ...ends(connection as Connection)) === null
        }
        onNodeClick={(_, { id }) => void moveToBlock(id)}
        onEdgesChange={onEdgesChange}
        onEdgeClick={({ altKey }, { id }) => altKey && cutWire(id)}
        onPaneClick={() => useView.getState().select([])}
        connectionLineComponent={ConnectionLine}
        connectionMode={ConnectionMode.Strict}
        connectionRadius={24}
        connectOnClick
        colorMode={theme}
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        selectionMode={SelectionMode.Partial}
        snapToGrid={snap}
        snapGrid={GRID}
        minZoom={0.1}
        maxZoom={2.5}
        zoomOnDoubleClick={false}
        nodesFocusable
        edgesFocusable
        disableKeyboardA11y={false}
        onlyRenderVisibleElements={graph.blocks.length > 120}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={ariaLabels(t)}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line)" />
        <Controls showInteractive={false} position="bottom-left" onFitView={() => canvas()?.fit()} />
        {minimap && graph.blocks.length > 14 && (
          <MiniMap pannable zoomable position="bottom-right" nodeStrokeWidth={2} />
        )}
      </ReactFlow>
      {graph.blocks.length === 0 && <EmptyCanvas />}
      {chooser && <BlockChooser place={chooser} onClose={() => setChooser(null)} />}
    </div>
  );
}

/** Lets commands reach the view while the canvas is on the page, and shows a newly opened graph whole. */
function useRegistration(flow: ReturnType<typeof useReactFlow<CanvasNode>>): void {
  const reference = useRef(flow);
  reference.current = flow;
  const opened = useDocument((state) => (state.action.key === 'open' ? state.graph : null));
  useEffect(() => {
    const api = () => reference.current;
    registerCanvas({
      fit: () => void api().fitView({ ...FIT, padding: fitPadding() }),
      zoomTo: (ids) =>
        void api().fitView({ ...FIT, padding: fitPadding(), maxZoom: 1.6, nodes: ids.map((id) => ({ id })) }),
      reveal: (ids) => {
        const next = revealing(api(), ids);
        if (next) void api().fitView(next);
      },
      zoomIn: () => void api().zoomIn({ duration: 120 }),
      zoomOut: () => void api().zoomOut({ duration: 120 }),
      center: () => {
        const box = document.querySelector('.canvas')?.getBoundingClientRect();
        if (!box) return { x: 0, y: 0 };
        return api().screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
      },
      sizes: () =>
        new Map(
          api()
            .getNodes()
            .filter(({ type }) => type === 'block')
            .map(({ id, measured }) => [id, { width: measured?.width ?? 152, height: measured?.height ?? 92 }]),
        ),
    });
    return () => registerCanvas(null);
  }, []);
  useEffect(() => {
    if (opened === null) return;
    // The blocks are measured in the next frame, and placed in the one after it.
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => void reference.current.fitView({ ...FIT, padding: fitPadding(), duration: 0 })),
    );
    return () => cancelAnimationFrame(frame);
  }, [opened]);
}

/** A block that is selected moves out from under the inspector, which opens over the right edge of the canvas. */
function useUncovered(): void {
  const selected = useView((state) =>
    state.inspectorOpen && state.selection.length === 1 ? state.selection[0] : undefined,
  );
  useEffect(() => {
    if (selected === undefined) return;
    // A block that was just added is measured in the next frame.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => canvas()?.reveal([selected])));
    return () => cancelAnimationFrame(frame);
  }, [selected]);
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
function wireUnderBlock({ position, measured }: CanvasNode, toScreen: (at: Position) => Position): Wire | null {
  const { width = 0, height = 0 } = measured ?? {};
  for (const down of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    const wire = wireUnder(toScreen({ x: position.x + width / 2, y: position.y + down * height }));
    if (wire) return wire;
  }
  return null;
}

/** The wire that is drawn at a point of the screen, if any. */
function wireUnder({ x, y }: Position): Wire | null {
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

/** Where a block's corner goes for its middle to lie under the pointer. */
function centred({ x, y }: Position, snap: boolean): Position {
  const place = { x: x - 76, y: y - 40 };
  if (!snap) return place;
  return { x: Math.round(place.x / GRID[0]) * GRID[0], y: Math.round(place.y / GRID[1]) * GRID[1] };
}
