import { Command as Cmdk } from 'cmdk';
import { useEffect, useRef } from 'react';
import { type BlockType, blocks, blockTypes } from '../../core/blocks/index.ts';
import { fittingTypes } from '../../core/graph/connect.ts';
import type { Position } from '../../core/graph/graph.ts';
import { addForWire, dropBlock } from '../commands/edit.ts';
import { useT, useText } from '../i18n/index.ts';
import { blockIcons } from '../parts/icons.tsx';
import { useDocument } from '../store/document.ts';

export interface ChooserPlace {
  /** The output that a wire comes from; null for a block that stands alone. */
  readonly from: string | null;
  readonly screen: Position;
  /** Where the block's left middle comes to lie. */
  readonly position: Position;
}

/** The blocks to put at a place of the canvas: those that fit the free end of a wire, or all. One types to find one. */
export function BlockChooser({
  place: { from, screen, position },
  onClose,
}: {
  place: ChooserPlace;
  onClose: () => void;
}) {
  const t = useT();
  const text = useText();
  const graph = useDocument((state) => state.graph);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (!list.current?.contains(event.target as Element)) onClose();
    };
    window.addEventListener('pointerdown', away);
    return () => window.removeEventListener('pointerdown', away);
  }, [onClose]);
  const choose = (type: BlockType) => {
    const corner = { x: position.x, y: position.y - 40 };
    if (from === null) dropBlock(type, corner, null);
    else addForWire(type, corner, from);
    onClose();
  };
  const label = t(from === null ? 'canvas.chooseAny' : 'canvas.choose');
  return (
    <div
      ref={list}
      className="menu chooser"
      style={{ left: Math.min(screen.x, window.innerWidth - 240), top: Math.min(screen.y, window.innerHeight - 320) }}
    >
      <Cmdk label={label} loop onKeyDown={(event) => event.key === 'Escape' && onClose()}>
        <Cmdk.Input className="field" placeholder={label} autoFocus />
        <Cmdk.List className="command-list scroll" label={label}>
          <Cmdk.Empty className="soft pad">{t('dialog.paletteNone')}</Cmdk.Empty>
          {(from === null ? blockTypes : fittingTypes(graph, from)).map((type) => {
            const Icon = blockIcons[type];
            return (
              <Cmdk.Item
                key={type}
                value={`${blocks[type].title} ${type}`}
                className="menu-item"
                title={text(blocks[type].summary)}
                data-testid={`choose-${type}`}
                onSelect={() => choose(type)}
              >
                <Icon size={14} aria-hidden />
                {blocks[type].title}
              </Cmdk.Item>
            );
          })}
        </Cmdk.List>
      </Cmdk>
    </div>
  );
}
