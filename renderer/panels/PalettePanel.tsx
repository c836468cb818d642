import { Layers, Search } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { Category } from '../../core/blocks/block.ts';
import { type BlockType, blocks, blockTypes } from '../../core/blocks/index.ts';
import { appendBlock } from '../commands/edit.ts';
import { useT, useText } from '../i18n/index.ts';
import { blockIcons } from '../parts/icons.tsx';
import { useView } from '../store/view.ts';

const categories: readonly Category[] = ['data', 'layer', 'activation', 'combine', 'regularization', 'loss'];
export const DRAG_TYPE = 'application/x-gradwire-block';

/** The blocks by category, with search: dragged onto the canvas, or appended to the selected block. */
export function PalettePanel() {
  const t = useT();
  const text = useText();
  const [query, setQuery] = useState('');
  const found = (type: BlockType) => {
    const { title, summary } = blocks[type];
    return `${type} ${title} ${text(summary)}`.toLowerCase().includes(query.trim().toLowerCase());
  };
  const groups = categories
    .map((category) => ({
      category,
      types: blockTypes.filter((type) => blocks[type].category === category && found(type)),
    }))
    .filter(({ types }) => types.length > 0);
  return (
    <section className="panel palette" aria-label={t('palette.title')}>
      <label className="search">
        <Search size={14} aria-hidden />
        <input
          type="search"
          placeholder={t('palette.search')}
          aria-label={t('palette.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const [first] = groups[0]?.types ?? [];
            if (event.key === 'Enter' && first) appendBlock(first);
          }}
        />
      </label>
      <div className="scroll grow palette-list">
        {groups.length === 0 && <p className="soft small pad">{t('palette.none')}</p>}
        {groups.map(({ category, types }) => (
          <div key={category}>
            <h3>{t(`palette.${category}`)}</h3>
            {types.map((type) => (
              <PaletteItem key={type} type={type} />
            ))}
          </div>
        ))}
        {query === '' && (
          <div>
            <h3>{t('palette.templates')}</h3>
            <button
              type="button"
              className="palette-item"
              data-testid="palette-stack"
              title={t('palette.stackText')}
              onClick={() => useView.getState().set({ dialog: 'stack' })}
            >
              <span className="spine" style={{ background: 'var(--category-layer)' }} />
              <Layers size={15} aria-hidden />
              {t('palette.stack')}
            </button>
          </div>
        )}
      </div>
      <p className="palette-hint">{t('palette.hint')}</p>
    </section>
  );
}

function PaletteItem({ type }: { type: BlockType }) {
  const text = useText();
  const { title, category, summary } = blocks[type];
  const Icon = blockIcons[type];
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData(DRAG_TYPE, type);
    event.dataTransfer.effectAllowed = 'copy';
  };
  return (
    <button
      type="button"
      className="palette-item"
      data-testid={`palette-${type}`}
      title={text(summary)}
      draggable
      onDragStart={drag}
      onDoubleClick={() => appendBlock(type)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        appendBlock(type);
      }}
    >
      <span className="spine" style={{ background: `var(--category-${category})` }} />
      <Icon size={15} aria-hidden />
      {title}
    </button>
  );
}
