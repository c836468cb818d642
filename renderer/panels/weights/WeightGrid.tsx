import { type ClipboardEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Tensor } from '../../../core/tensor.ts';
import { diverging, largest } from '../../canvas/paint.ts';
import { useT } from '../../i18n/index.ts';
import { useThemeName } from '../../parts/theme.ts';
import { tableOf, tableText } from './changeWeights.ts';
import { parseNumber } from './parseNumbers.ts';
import { WeightCell } from './WeightCell.tsx';
import { indexes, scrollTo, visibleRange } from './windowing.ts';

const CELL = { width: 72, height: 24, head: 56 } as const;

interface Props {
  readonly name: string;
  readonly weight: Tensor;
  readonly readOnly: boolean;
  onChange(row: number, column: number, value: number): void;
  onPaste(row: number, column: number, text: string): void;
}

interface Place {
  readonly row: number;
  readonly column: number;
}

/**
 * A weight as a table, of which only what can be seen is drawn. One cell is marked: arrow keys move it, typing changes it,
 * Enter takes the number and goes down, Escape gives the old one back.
 */
export function WeightGrid({ name, weight, readOnly, onChange, onPaste }: Props) {
  const t = useT();
  const theme = useThemeName();
  const { rows, columns } = tableOf(weight);
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ left: 0, top: 0, width: 0, height: 0 });
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [draft, showDraft] = useState<string | null>(null);
  // The field that goes away still hears that it was left, when its text was taken or given up already.
  const typed = useRef<string | null>(null);
  const setDraft = (text: string | null) => {
    typed.current = text;
    showDraft(text);
  };
  const limit = largest(weight.data);

  const measure = () => {
    const element = box.current;
    if (!element) return;
    const { scrollLeft: left, scrollTop: top, clientWidth, clientHeight } = element;
    setView({ left, top, width: clientWidth - CELL.head, height: clientHeight - CELL.height });
  };
  useLayoutEffect(measure, [rows, columns]);
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  });

  const move = (row: number, column: number) => {
    const next = { row: clamp(row, rows), column: clamp(column, columns) };
    setAt(next);
    setDraft(null);
    box.current?.scrollTo({
      top: scrollTo(next.row, view.top, view.height, CELL.height),
      left: scrollTo(next.column, view.left, view.width, CELL.width),
    });
    box.current?.focus();
  };
  const parsed = draft === null ? null : parseNumber(draft);
  const take = () => {
    const number = typed.current === null ? null : parseNumber(typed.current);
    setDraft(null);
    const isOther = number !== null && Math.fround(number) !== weight.data[at.row * columns + at.column];
    if (isOther) onChange(at.row, at.column, number);
  };

  const press = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / CELL.height) - 1);
    const moves: Record<string, readonly [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      PageUp: [-page, 0],
      PageDown: [page, 0],
      Home: event.ctrlKey ? [-rows, -columns] : [0, -columns],
      End: event.ctrlKey ? [rows, columns] : [0, columns],
    };
    if (draft !== null) {
      if (event.key === 'Escape') {
        event.stopPropagation();
        setDraft(null);
        box.current?.focus();
      } else if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        if (parsed === null && draft.trim() !== '') return;
        take();
        if (event.key === 'Enter') move(at.row + (event.shiftKey ? -1 : 1), at.column);
        else move(at.row, at.column + (event.shiftKey ? -1 : 1));
      }
      return;
    }
    const step = moves[event.key];
    if (step) {
      event.preventDefault();
      move(at.row + step[0], at.column + step[1]);
    } else if (!readOnly && (event.key === 'Enter' || event.key === 'F2')) {
      event.preventDefault();
      setDraft(String(Number((weight.data[at.row * columns + at.column] ?? 0).toPrecision(9))));
    } else if (!readOnly && /^[-+.,\d０-９．－−]$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      setDraft(event.key);
    }
  };
  const copy = (event: ClipboardEvent) => {
    if (draft !== null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', tableText(weight));
  };
  const paste = (event: ClipboardEvent) => {
    if (draft !== null || readOnly) return;
    event.preventDefault();
    onPaste(at.row, at.column, event.clipboardData.getData('text/plain'));
  };

  // The colours are the theme's, and are worked out anew with it.
  const colour = theme && diverging(limit);
  const [down, across] = [
    visibleRange(view.top, view.height, CELL.height, rows),
    visibleRange(view.left, view.width, CELL.width, columns),
  ];
  return (
    <div
      ref={box}
      className="weight-grid scroll"
      role="grid"
      aria-label={t('train.weights.grid', { name, rows, columns })}
      aria-rowcount={rows + 1}
      aria-colcount={columns + 1}
      aria-readonly={readOnly}
      aria-activedescendant={cellId(at)}
      tabIndex={0}
      onScroll={measure}
      onKeyDown={press}
      onCopy={copy}
      onPaste={paste}
    >
      <div
        className="weight-sheet"
        role="presentation"
        style={{ width: CELL.head + columns * CELL.width, height: (rows + 1) * CELL.height }}
      >
        <div role="row" aria-rowindex={1} tabIndex={-1} className="weight-head">
          <div role="columnheader" aria-colindex={1} tabIndex={-1} className="weight-corner">
            <span className="visually-hidden">{name}</span>
          </div>
          {indexes(across).map((column) => (
            <div
              key={column}
              role="columnheader"
              aria-colindex={column + 2}
              tabIndex={-1}
              style={{ left: CELL.head + column * CELL.width }}
            >
              {weight.shape.length > 1 ? t('train.weights.columnLabel', { index: column }) : ''}
            </div>
          ))}
        </div>
        {indexes(down).map((row) => (
          <div
            key={row}
            role="row"
            aria-rowindex={row + 2}
            tabIndex={-1}
            className="weight-row"
            style={{ top: (row + 1) * CELL.height }}
          >
            <div role="rowheader" aria-colindex={1} tabIndex={-1}>
              {t('train.weights.rowLabel', { index: row })}
            </div>
            {indexes(across).map((column) => {
              const value = weight.data[row * columns + column] as number;
              const active = row === at.row && column === at.column;
              return (
                <WeightCell
                  key={column}
                  id={cellId({ row, column })}
                  column={column}
                  left={CELL.head + column * CELL.width}
                  value={value}
                  colour={colour ? colour(value) : [0, 0, 0]}
                  active={active}
                  draft={active ? draft : null}
                  wrong={draft !== null && parsed === null && draft.trim() !== ''}
                  name={t('train.weights.cell', { row, column })}
                  onDraft={setDraft}
                  onLeave={take}
                  onPick={() => move(row, column)}
                  onOpen={() => !readOnly && setDraft(String(Number(value.toPrecision(9))))}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function cellId({ row, column }: Place): string {
  return `weight-${row}-${column}`;
}

function clamp(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}
