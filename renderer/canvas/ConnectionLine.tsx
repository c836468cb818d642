import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react';
import { refusal } from '../../core/graph/connect.ts';
import { problemText } from '../i18n/index.ts';
import { useDocument } from '../store/document.ts';
import { useView } from '../store/view.ts';

const WIDTH = 260;

/** The wire being drawn; over a port that cannot take it, the reason stands beside the pointer. */
export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  fromNode,
  fromHandle,
  toNode,
  toHandle,
}: ConnectionLineComponentProps) {
  const language = useView((state) => state.language);
  const graph = useDocument((state) => state.graph);
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    targetX: toX,
    targetY: toY,
    sourcePosition: fromPosition,
    targetPosition: toPosition,
  });
  const here = `${fromNode.id}.${fromHandle.id}`;
  const there = toNode && toHandle ? `${toNode.id}.${toHandle.id}` : null;
  const [from, to] = fromHandle.type === 'source' ? [here, there] : [there, here];
  const fault = from && to ? refusal(graph, from, to) : null;
  return (
    <g>
      <path className={fault ? 'connection refused' : 'connection'} d={path} fill="none" />
      {fault && (
        <foreignObject x={toX + 14} y={toY + 10} width={WIDTH} height={120} style={{ overflow: 'visible' }}>
          <div className="refusal" role="status">
            {problemText(fault, language).message}
          </div>
        </foreignObject>
      )}
    </g>
  );
}
