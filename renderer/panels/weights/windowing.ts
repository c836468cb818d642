/** The first of some equal cells that is to be drawn, and the one after the last. */
export interface Range {
  readonly first: number;
  readonly end: number;
}

/** Cells drawn beyond either edge, so that a quick scroll finds something there. */
const OVERSCAN = 4;

/**
 * Which cells of a long row can be seen: only these are drawn, so that a matrix of a hundred thousand opens at once.
 *
 * @param scroll how far the row has been scrolled, in pixels
 * @param view pixels of the row that can be seen
 * @param cell pixels a cell
 */
export function visibleRange(scroll: number, view: number, cell: number, count: number): Range {
  const first = Math.max(0, Math.floor(scroll / cell) - OVERSCAN);
  const end = Math.min(count, Math.ceil((scroll + view) / cell) + OVERSCAN);
  return { first: Math.min(first, count), end: Math.max(end, Math.min(first, count)) };
}

/** Where to scroll so that a cell can be seen whole; the same place where it can. */
export function scrollTo(index: number, scroll: number, view: number, cell: number): number {
  if (index * cell < scroll) return index * cell;
  return (index + 1) * cell > scroll + view ? (index + 1) * cell - view : scroll;
}

export function indexes({ first, end }: Range): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}
