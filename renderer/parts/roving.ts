import { type FocusEvent, type KeyboardEvent, useState } from 'react';

/** Where arrow keys lead in a table. */
export const arrows: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

type Cell = readonly [row: number, column: number];

/**
 * Keys for a table with buttons in some of its cells: Tab comes to one of them, arrows go on to the next in their direction.
 * The body of the table takes the handlers, a button the props of its cell.
 *
 * @param pressable which cells have a button, by row
 */
export function useRoving(pressable: readonly (readonly boolean[])[]) {
  const [last, setLast] = useState<Cell | null>(null);
  const isPressable = ([row, column]: Cell) => pressable[row]?.[column] ?? false;
  const all = pressable.flatMap((line, row) => line.map((_, column): Cell => [row, column]));
  const stop = last && isPressable(last) ? last : all.find(isPressable);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const [by, from] = [arrows[event.key], cellOf(event.target)];
    if (!by || !from) return;
    event.preventDefault();
    let [row, column] = from;
    do [row, column] = [row + by[0], column + by[1]];
    while (pressable[row]?.[column] === false);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`)?.focus();
  };
  const onFocus = ({ target }: FocusEvent) => setLast(cellOf(target) ?? last);
  const propsOf = (row: number, column: number) => ({
    'data-cell': `${row} ${column}`,
    tabIndex: stop?.[0] === row && stop[1] === column ? 0 : -1,
  });
  return { handlers: { onKeyDown, onFocus }, propsOf };
}

function cellOf(target: EventTarget): Cell | null {
  const [row, column] = (target as HTMLElement).dataset.cell?.split(' ').map(Number) ?? [];
  return row === undefined || column === undefined ? null : [row, column];
}
