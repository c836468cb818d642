import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  ConnectionMode,
  Controls,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  type OnNodeDrag,
  ReactFlow,
  ReactFlowProvider,
  type SelectionDragHandler,
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
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';

import type { BlockType } from '../../core/blocks/index.ts';
import type { Position } from '../../core/graph/graph.ts';
import { dropBlock } from '../commands/edit.ts';
import { useT } from '../i18n/index.ts';
import { DRAG_TYPE } from '../panels/PalettePanel.tsx';
import { useDocument } from '../store/document.ts';
import { useView } from '../store/view.ts';
import { canvas, registerCanvas } from './api.ts';
import { ariaLabels } from './ariaLabels.ts';
import { BlockCard } from './BlockCard.tsx';
import { BlockChooser, type ChooserPlace } from './BlockChooser.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import {
  isValidConnection,
  letGo,
  onConnect,
  onEdgeClick,
  onEdgesChange,
  onNodeClick,
  onPaneClick,
  onSecondTap,
  onTap,
  selectBlocks,
  setDown,
  wireUnder,
} from './gestures.ts';
import { useMinimap } from './minimap.ts';
import { CommentNote, FrameNote } from './Notes.tsx';
import { type CanvasNode, edgesOf, reconcile } from './nodes.ts';
import { WireLayer } from './OnWireLayer.tsx';
import { fitPadding, revealing } from './viewport.ts';
import { WireEdge } from './WireEdge.tsx';

const nodeTypes = { block: BlockCard, comment: CommentNote, frame: FrameNote };
const edgeTypes = { wire: WireEdge };
const GRID: [number, number] = [20, 20];
const MULTIPLE = ['Shift', 'Meta', 'Control'];
const PRO = { hideAttribution: true };
const fit = () => canvas()?.fit();
/** Below this zoom the small print of a card cannot be read any more. */
const FAR = 0.68;
const FIT = { maxZoom: 1.15, duration: 200 } as const;

/** The network: blocks, wires and notes, bound to the document. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <WireLayer>
        <Flow />
      </WireLayer>
    </ReactFlowProvider>
  );
}

function Flow() {
  const t = useT();
  const graph = useDocument((state) => state.graph);
  const selection = useView((state) => state.selection);
  const selectedWires = useView((state) => state.selectedWires);
  const snap = useView((state) => state.snap);
  const minimap = useMinimap();
  const covered = useView((state) => state.inspectorOpen && state.selection.length > 0);
  const theme = useView((state) => state.theme);
  const flow = useReactFlow<CanvasNode>();
  const [nodes, setNodes] = useState<CanvasNode[]>([]);
  const [chooser, setChooser] = useState<ChooserPlace | null>(null);
  const labels = useMemo(() => ariaLabels(t), [t]);
  const edges = useMemo(() => edgesOf(graph, new Set(selectedWires)), [graph, selectedWires]);

  // Before the page is drawn: what a key or a click has selected must not show a moment later.
  useLayoutEffect(() => {
    setNodes((before) => reconcile(before, graph, new Set(selection)));
  }, [graph, selection]);
  useRegistration(flow);
  useUncovered();
  const far = useStore(({ transform: [, , zoom] }) => zoom < FAR);

  const onNodesChange = useCallback((changes: NodeChange<CanvasNode>[]) => {
    selectBlocks(changes.filter((change) => change.type === 'select'));
    const others = changes.filter(({ type }) => type !== 'select' && type !== 'remove');
    if (others.length > 0) setNodes((before) => applyNodeChanges(others, before));
  }, []);

  const toScreen = flow.flowToScreenPosition;
  const onNodeDragStop = useCallback<OnNodeDrag<CanvasNode>>(
    (event, _, all) => setDown(event, all, toScreen),
    [toScreen],
  );
  const onSelectionDragStop = useCallback<SelectionDragHandler<CanvasNode>>(
    ({ nativeEvent }, all) => setDown(nativeEvent, all, toScreen),
    [toScreen],
  );

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      const end = letGo(event, state);
      if (end) setChooser({ ...end, position: flow.screenToFlowPosition(end.screen) });
    },
    [flow],
  );

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
        onNodeDragStop={onNodeDragStop}
        onSelectionDragStop={onSelectionDragStop}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        onClickConnectStart={onTap}
        onClickConnectEnd={onSecondTap}
        isValidConnection={isValidConnection}
        onNodeClick={onNodeClick}
        onEdgesChange={onEdgesChange}
        onEdgeClick={onEdgeClick}
        onPaneClick={onPaneClick}
        connectionLineComponent={ConnectionLine}
        connectionMode={ConnectionMode.Strict}
        connectionRadius={24}
        connectOnClick
        colorMode={theme}
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={MULTIPLE}
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
        proOptions={PRO}
        ariaLabelConfig={labels}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line)" />
        <Controls showInteractive={false} position="bottom-left" onFitView={fit} />
        {/* The inspector lies over its corner, and it costs something at every move. */}
        {minimap && !covered && <MiniMap pannable zoomable position="bottom-right" nodeStrokeWidth={2} />}
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

/** Where a block's corner goes for its middle to lie under the pointer. */
function centred({ x, y }: Position, snap: boolean): Position {
  const place = { x: x - 76, y: y - 40 };
  if (!snap) return place;
  return { x: Math.round(place.x / GRID[0]) * GRID[0], y: Math.round(place.y / GRID[1]) * GRID[1] };
}
