import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo } from 'react';
import { resizeNote, setNoteText } from '../commands/edit.ts';
import { useT } from '../i18n/index.ts';
import type { CanvasNode } from './nodes.ts';

/** Words on the canvas. */
export const CommentNote = memo(function CommentNote({ id, data, selected }: NodeProps<CanvasNode>) {
  const t = useT();
  return (
    <div className={selected ? 'note comment selected' : 'note comment'} data-testid={`note-${id}`}>
      <Resizer id={id} selected={selected} />
      <textarea
        className="nodrag"
        aria-label={t('canvas.comment')}
        placeholder={t('canvas.comment')}
        value={data.note?.text ?? ''}
        onChange={(event) => setNoteText(id, event.target.value)}
      />
    </div>
  );
});

/** A titled box behind blocks that belong together. */
export const FrameNote = memo(function FrameNote({ id, data, selected }: NodeProps<CanvasNode>) {
  const t = useT();
  return (
    <div className={selected ? 'note frame selected' : 'note frame'} data-testid={`note-${id}`}>
      <Resizer id={id} selected={selected} />
      <div className="frame-title">
        <input
          className="nodrag"
          aria-label={t('canvas.frame')}
          placeholder={t('canvas.frame')}
          value={data.note?.text ?? ''}
          onChange={(event) => setNoteText(id, event.target.value)}
        />
      </div>
    </div>
  );
});

function Resizer({ id, selected }: { id: string; selected: boolean }) {
  return (
    <NodeResizer
      isVisible={selected}
      minWidth={100}
      minHeight={48}
      onResizeEnd={(_, { x, y, width, height }) => resizeNote(id, { x, y }, { width, height })}
    />
  );
}
