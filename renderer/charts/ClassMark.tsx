import { markPath } from './marks.ts';
import { classColour } from './palette.ts';

/** A class's mark in its colour: what the points of the plane are drawn with. */
export function ClassMark({ index, hollow = false }: { index: number; hollow?: boolean }) {
  const colour = classColour(index);
  return (
    <svg className="class-mark" width="12" height="12" viewBox="-6 -6 12 12" aria-hidden>
      <path d={markPath(index, 0, 0, 3.8)} fill={hollow ? 'none' : colour} stroke={colour} strokeWidth="1.2" />
    </svg>
  );
}
