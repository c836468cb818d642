import { useEffect, useRef } from 'react';
import { type BlockType, blocks } from '../../core/blocks/index.ts';
import { fittingTypes } from '../../core/graph/connect.ts';
import type { Position } from '../../core/graph/graph.ts';
import { addForWire } from '../commands/edit.ts';
import { useT, useText } from '../i18n/index.ts';
import { blockIcons } from '../parts/icons.tsx';
import { useDocument } from '../store/document.ts';

export interface ChooserPlace {
  /** The output that the wire comes from. */
  readonly from: string;
  readonly screen: Position;
  readonly position: Position;
}

/** The blocks that fit the free end of a wire, where it was dropped. */
export function BlockChooser({ place, onClose }: { place: ChooserPlace; onClose: () => void }) {
  const t = useT();
  const text = useText();
  const types = fittingTypes(
    useDocument((state) => state.graph),
    place.from,
  );
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('button')?.focus();
    const away = (event: PointerEvent) => {
      if (!list.current?.contains(event.target as Element)) onClose();
    };
    window.addEventListener('pointerdown', away);
    return () => window.removeEventListener('pointerdown', away);
  }, [onClose]);
  const choose = (type: BlockType) => {
    addForWire(type, { x: place.position.x, y: place.position.y - 40 }, place.from);
    onClose();
  };
  const move = (by: number) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + by + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div
      ref={list}
      className="menu chooser scroll"
      role="menu"
      aria-label={t('canvas.choose')}
      style={{
        left: Math.min(place.screen.x, window.innerWidth - 240),
        top: Math.min(place.screen.y, window.innerHeight - 320),
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        if (event.key === 'ArrowDown') move(1);
        if (event.key === 'ArrowUp') move(-1);
      }}
    >
      <p className="menu-note">{t('canvas.choose')}</p>
      {types.map((type) => {
        const Icon = blockIcons[type];
        return (
          <button
            key={type}
            type="button"
            role="menuitem"
            className="menu-item"
            title={text(blocks[type].summary)}
            data-testid={`choose-${type}`}
            onClick={() => choose(type)}
          >
            <Icon size={14} aria-hidden />
            {blocks[type].title}
          </button>
        );
      })}
    </div>
  );
}
