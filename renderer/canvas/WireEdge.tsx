import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { useData } from '../store/data.ts';
import { useInference } from '../store/inference.ts';
import { strength, useWireFlow } from './flow.ts';
import { OnWireLayer } from './OnWireLayer.tsx';
import { Pulses } from './Pulses.tsx';
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
  const isTarget = from.endsWith('.target');
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition };
  const [path, labelX, labelY] = isTarget ? targetPath(ends) : getBezierPath(ends);
  const shape = wireShape(from, inference, facts);
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
      {/* A level wire alone would have no height, and be taken for hidden. */}
      <circle cx={labelX} cy={labelY} r={2} fill="none" />
      <BaseEdge id={id} path={path} style={{ strokeWidth: flow.width, opacity: flow.opacity }} />
      {flow.phase !== 'idle' && (
        <OnWireLayer>
          <Pulses path={path} direction={flow.phase} role={flow.role} strength={strength(flow.magnitude ?? 0)} />
        </OnWireLayer>
      )}
      {shape && (
        <OnWireLayer>
          <div
            className={flow.phase === 'idle' ? 'wire-label number' : `wire-label number ${flow.phase}`}
            style={{ left: labelX, top: labelY - (flow.label ? LIFT : 0) }}
          >
            <span>{flow.label ?? shape}</span>
          </div>
        </OnWireLayer>
      )}
    </g>
  );
});

/** What flows is written above the wire, so that the marks do not run over it. */
const LIFT = 14;
const DIP = 128;
const NEAR = 260;

/** The target runs below the blocks between the input and the loss, where it is in nobody's way. */
function targetPath(ends: Parameters<typeof getBezierPath>[0]): [path: string, labelX: number, labelY: number] {
  const { sourceX: x1, sourceY: y1, targetX: x2, targetY: y2 } = ends;
  if (x2 - x1 < NEAR) {
    const [path, x, y] = getBezierPath(ends);
    return [path, x, y];
  }
  const low = Math.max(y1, y2) + DIP;
  const down = `C ${x1 + 44} ${y1}, ${x1 + 16} ${low}, ${x1 + 88} ${low}`;
  const up = `C ${x2 - 16} ${low}, ${x2 - 44} ${y2}, ${x2} ${y2}`;
  return [`M ${x1} ${y1} ${down} L ${x2 - 88} ${low} ${up}`, (x1 + x2) / 2, low];
}
