import { Handle, type NodeProps, Position } from '@xyflow/react';
import { AlertTriangle, OctagonAlert } from 'lucide-react';
import { memo } from 'react';
import type { InputPort, OutputPort } from '../../core/blocks/block.ts';
import { type BlockType, blockOf } from '../../core/blocks/index.ts';
import { findBlock } from '../../core/graph/graph.ts';
import { isError } from '../../core/problem.ts';
import { parameterCount } from '../../core/train/weights.ts';
import { problemText, useT, useText } from '../i18n/index.ts';
import { blockIcons, unknownIcon } from '../parts/icons.tsx';
import { Tooltip } from '../parts/Tooltip.tsx';
import { useDocument } from '../store/document.ts';
import { useInferred } from '../store/inference.ts';
import { useProblems } from '../store/problems.ts';
import { useView } from '../store/view.ts';
import { BlockPicture } from './BlockPicture.tsx';
import type { CanvasNode } from './nodes.ts';
import { useBlockPhase } from './phase.ts';
import { portTop } from './portTop.ts';

/** A block: what it is, what it is set to, what it gives out, and a small live picture. */
export const BlockCard = memo(function BlockCard({ id, selected }: NodeProps<CanvasNode>) {
  const t = useT();
  const node = useDocument((state) => findBlock(state.graph, id));
  const inferred = useInferred(id);
  const problems = useProblems().filter((problem) => problem.block === id);
  const language = useView((state) => state.language);
  const phase = useBlockPhase(id);
  if (!node) return null;
  const block = blockOf(node.type);
  const Icon = blockIcons[node.type as BlockType] ?? unknownIcon;
  const worst = problems.find(isError) ?? problems[0];
  const count = inferred ? parameterCount(inferred.weights) : 0;
  const summary = paramLine(node.type, inferred?.params ?? node.params);
  const shape =
    block?.category === 'loss'
      ? ''
      : inferred?.features == null
        ? t('canvas.unknownShape')
        : `B × ${inferred.features}`;
  const detail = [summary, shape].filter(Boolean).join(', ');
  const classes = [
    'block',
    selected && 'selected',
    worst && (isError(worst) ? 'in-error' : 'in-doubt'),
    phase !== 'idle' && phase,
  ];
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      data-testid={`block-${id}`}
      data-tape={phase}
      role="group"
      aria-label={t('canvas.blockLabel', { title: block?.title ?? node.type, id: node.label || id, detail })}
      style={{ '--category': `var(--category-${block?.category ?? 'data'})` } as React.CSSProperties}
    >
      <div className="block-head">
        <Icon size={14} aria-hidden />
        <strong>{block?.title ?? node.type}</strong>
        {worst && (
          <Tooltip text={problemText(worst, language).message}>
            <span
              className={isError(worst) ? 'block-fault error' : 'block-fault warning'}
              role="img"
              aria-label={problemText(worst, language).message}
            >
              {isError(worst) ? <OctagonAlert size={14} /> : <AlertTriangle size={14} />}
            </span>
          </Tooltip>
        )}
      </div>
      <div className="block-id">{node.label || id}</div>
      {summary && <div className="block-params number">{summary}</div>}
      <BlockPicture id={id} type={node.type} />
      <div className="block-foot number">
        <span>{shape}</span>
        {count > 0 && <span className="faint">{t('canvas.parameters', { count })}</span>}
      </div>
      {block?.inputs.map((port, index) => (
        <Port key={port.name} id={id} port={port} kind="target" top={portTop(index)} />
      ))}
      {block?.outputs.map((port, index) => (
        <Port key={port.name} id={id} port={port} kind="source" top={portTop(index)} />
      ))}
    </div>
  );
});

/** One line of the params that matter most. */
function paramLine(type: string, params: Readonly<Record<string, unknown>>): string {
  switch (type) {
    case 'input':
      return '';
    case 'linear':
      return `${params.units} ${params.bias === false ? '· x W' : '· x W + b'}`;
    case 'leakyRelu':
      return `a = ${params.negativeSlope}`;
    case 'dropout':
      return `p = ${params.rate}`;
    default:
      return '';
  }
}

function Port({
  id,
  port,
  kind,
  top,
}: {
  id: string;
  port: InputPort | OutputPort;
  kind: 'source' | 'target';
  top: number;
}) {
  const t = useT();
  const text = useText();
  const label = `${id}.${port.name}: ${text(port.label)}`;
  return (
    <Handle
      id={port.name}
      type={kind}
      position={kind === 'target' ? Position.Left : Position.Right}
      // Not the bare name: a class `target` is how the canvas marks the ends of wires.
      className={`port carries-${port.signal}`}
      data-testid={`port-${id}.${port.name}`}
      title={label}
      role="img"
      aria-label={t(kind === 'target' ? 'canvas.inputPort' : 'canvas.outputPort', { port: label })}
      style={{ top }}
    />
  );
}
