import { type KeyboardEvent, useState } from 'react';
import { shortest } from '../../../core/formats/shortest.ts';
import { useT } from '../../i18n/index.ts';
import { toNumber } from './readRows.ts';

/**
 * A cell of a grid of numbers. What is no number is shown as wrong and not taken; once it is left, the last good number
 * stands again. The arrow keys go to the cells above and below.
 */
export function NumberCell({
  label,
  value,
  place,
  onChange,
  onPaste,
}: {
  label: string;
  value: number;
  /** Row and column, by which the arrow keys find their way. */
  place: readonly [row: number, column: number];
  onChange(value: number): void;
  /** Takes a text of more than one number; says whether it did. */
  onPaste(text: string): boolean;
}) {
  const t = useT();
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = draft !== null && toNumber(draft) === null;
  return (
    <input
      className="field number cell"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-invalid={wrong}
      title={wrong ? t('data.hand.badCell') : undefined}
      data-cell={place.join(' ')}
      value={draft ?? shortest(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        setDraft(event.target.value);
        const next = toNumber(event.target.value);
        if (next !== null) onChange(next);
      }}
      onBlur={() => setDraft(null)}
      onKeyDown={(event) => moveFrom(event, place)}
      onPaste={(event) => {
        if (!onPaste(event.clipboardData.getData('text/plain'))) return;
        event.preventDefault();
        setDraft(null);
      }}
    />
  );
}

/** The arrow keys and Enter go up and down a column, as in a spreadsheet. */
function moveFrom(event: KeyboardEvent<HTMLInputElement>, [row, column]: readonly [number, number]): void {
  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const grid = event.currentTarget.closest('table');
  const next = grid?.querySelector<HTMLInputElement>(`[data-cell="${row + by} ${column}"]`);
  if (next) next.focus();
  else event.currentTarget.blur();
}
