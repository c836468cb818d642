import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { useData } from '../store/data.ts';
import { useInference } from '../store/inference.ts';
import { useWireFlow } from './flow.ts';
import { wireShape } from './shape.ts';

/** A wire with the shape it carries, and with what flows along it. */
export const WireEdge = memo(function WireEdge({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  selected,
}: EdgeProps) {
  const [from = '', to = ''] = id.split(' ');
  const inference = useInference();
  const facts = useData((state) => state.summary?.facts);
  const flow = useWireFlow(id);
  const [path, labelX, labelY] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const shape = wireShape(from, inference, facts);
  const isTarget = from.endsWith('.target');
  const classes = ['wire', isTarget && 'target', selected && 'selected', flow.phase !== 'idle' && flow.phase].filter(
    Boolean,
  );
  return (
    <g
      data-testid={`wire-${from}-${to}`}
      data-wire={id}
      data-flow={flow.phase}
      data-magnitude={flow.magnitude ?? undefined}
      className={classes.join(' ')}
    >
      <BaseEdge id={id} path={path} style={{ strokeWidth: flow.width }} />
      {flow.phase !== 'idle' && (
        <path
          className={flow.moving ? 'pulse moving' : 'pulse'}
          d={path}
          fill="none"
          pathLength={100}
          style={{ strokeWidth: flow.width + 1.5, opacity: flow.opacity }}
        />
      )}
      {shape && (
        <EdgeLabelRenderer>
          <span
            className={flow.phase === 'idle' ? 'wire-label number' : `wire-label number ${flow.phase}`}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {flow.mark}
            {flow.label ?? shape}
          </span>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
