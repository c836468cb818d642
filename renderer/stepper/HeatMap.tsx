import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { TensorRef } from '../../core/blocks/explain.ts';
import type { OperandView } from '../../core/tape/views.ts';
import { diverging, largest, paintDiverging } from '../canvas/paint.ts';
import { isLight } from '../charts/palette.ts';
import { useT } from '../i18n/index.ts';
import { Formula } from '../parts/Lazy.tsx';
import { exact, format } from '../parts/number.ts';
import { arrows } from '../parts/roving.ts';
import { useThemeName } from '../parts/theme.ts';
import { spokenName } from './axes.ts';

interface Props {
  readonly operand: OperandView;
  /** Words for what runs down and what runs across. */
  readonly axes: readonly [rows: string, columns: string];
  readonly height: number;
  /** Whether numbers are written into the cells where there is room for them. */
  readonly numbers?: boolean;
  readonly selected?: { readonly row: number; readonly column: number } | null;
  /** A row that is looked at across all tensors of the batch. */
  readonly band?: number | null;
  onSelect?(row: number, column: number): void;
}

const LEAST = 4;
const MOST_WIDTH = 220;
/** Up to this many cells numbers are written into them. */
const LEGIBLE = 128;

/** A tensor as a heat map with labelled axes: hover for values, click for a cell. Turned where the equation turns it. */
export function HeatMap({ operand, axes, height, numbers = true, selected = null, band = null, onSelect }: Props) {
  const t = useT();
  const theme = useThemeName();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState<{ row: number; column: number } | null>(null);
  const { data, transposed, tex, meanAbsolute } = operand;
  const [rows, columns] = operand.shape;
  const [down, across] = transposed ? [columns, rows] : [rows, columns];
  const limit = useMemo(() => largest(data), [data]);
  // Its colours are the theme's, and are worked out anew with it.
  const colour = useMemo(() => diverging(limit), [limit, theme]);
  const at = (row: number, column: number) => (transposed ? column * columns + row : row * columns + column);
  const legible = numbers && down * across <= LEGIBLE && down <= 16 && across <= 10;
  const cell = legible
    ? { width: 54, height: Math.max(14, Math.min(24, height / down)) }
    : sized(height / down, MOST_WIDTH / across);
  useEffect(() => {
    if (!canvas.current) return;
    const steps = transposed ? { rowStep: 1, columnStep: columns } : { rowStep: columns, columnStep: 1 };
    paintDiverging(canvas.current, { width: across, height: down, data, ...steps }, limit);
  }, [data, limit, theme, across, down, columns, transposed]);
  const place = (event: { currentTarget: Element; clientX: number; clientY: number }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor(((event.clientY - box.top) / box.height) * down);
    const column = Math.floor(((event.clientX - box.left) / box.width) * across);
    return { row: Math.max(0, Math.min(down - 1, row)), column: Math.max(0, Math.min(across - 1, column)) };
  };
  const select = ({ row, column }: { row: number; column: number }) => {
    if (transposed) onSelect?.(column, row);
    else onSelect?.(row, column);
  };
  const move = (event: KeyboardEvent) => {
    const by = arrows[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const from = marked ?? { row: 0, column: 0 };
    const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    select({ row: within(from.row + by[0], down), column: within(from.column + by[1], across) });
  };
  const marked = selected && (transposed ? { row: selected.column, column: selected.row } : selected);
  const shown = hovered ?? marked;
  const spoken = spokenName(operand.ref, t);
  const name = t('step.heatMap', { name: spoken, rows: down, columns: across, mean: format(meanAbsolute) });
  const hover = {
    onPointerMove: (event: PointerEvent) => setHovered(place(event)),
    onPointerLeave: () => setHovered(null),
  };
  return (
    <figure className="heat" data-tensor={nameOf(operand.ref)} data-turned={transposed}>
      <figcaption>
        <Formula tex={tex} />
        <span className="number faint">
          {down}×{across}
        </span>
      </figcaption>
      <div className="heat-map" style={{ width: cell.width * across, height: cell.height * down }}>
        <canvas ref={canvas} role="img" aria-label={name} {...hover} />
        {legible && (
          <div className="heat-numbers number" style={{ gridTemplateColumns: `repeat(${across}, 1fr)` }} aria-hidden>
            {Array.from({ length: down * across }, (_, index) => {
              const value = data[at(Math.floor(index / across), index % across)] as number;
              return (
                <span key={index} data-tone={isLight(colour(value)) ? 'light' : 'dark'} data-value={exact(value)}>
                  {format(value, 3)}
                </span>
              );
            })}
          </div>
        )}
        {band !== null && band < down && (
          <div className="heat-band" style={{ top: band * cell.height, height: cell.height }} aria-hidden />
        )}
        {marked && (
          <div
            className="heat-cell"
            style={{
              left: marked.column * cell.width,
              top: marked.row * cell.height,
              width: cell.width,
              height: cell.height,
            }}
            aria-hidden
          />
        )}
        {onSelect && (
          <button
            type="button"
            className="heat-surface"
            aria-label={t('step.chooseCell', { name: spoken })}
            {...hover}
            onKeyDown={move}
            onClick={(event) => event.detail > 0 && select(place(event))}
          />
        )}
      </div>
      <p className="heat-axes faint">
        ↓ {transposed ? axes[1] : axes[0]} → {transposed ? axes[0] : axes[1]}
      </p>
      <p className="heat-hover number">
        {shown
          ? `[${shown.row}, ${shown.column}] ${exact(data[at(shown.row, shown.column)] as number)}`
          : `${t('step.meanAbsolute')} ${format(meanAbsolute)}`}
      </p>
    </figure>
  );
}

/** What a tensor is called by tests: `input x 0`, `weightGradient bias`. */
function nameOf(ref: TensorRef): string {
  return Object.values(ref).join(' ');
}

/** Cells as large as there is room for, square where that is possible. */
function sized(height: number, width: number) {
  const side = Math.max(Math.min(height, width, 16), Math.min(LEAST, height));
  return { width: Math.min(side, width), height: Math.min(side, height) };
}
