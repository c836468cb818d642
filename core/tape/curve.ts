import type { Curve, Read } from '../blocks/explain.ts';
import type { CurveView } from './views.ts';

const POINTS = 90;

/** The curve drawn wide enough to hold the point of a cell. */
export function curveView({ of, range, point }: Curve, read: Read, row: number, column: number): CurveView {
  const at = point(read, row, column);
  const finite = Number.isFinite(at[0]);
  const low = finite ? Math.min(range[0], at[0]) : range[0];
  const high = finite ? Math.max(range[1], at[0]) : range[1];
  const xs = Array.from({ length: POINTS + 1 }, (_, index) => low + ((high - low) * index) / POINTS);
  const drawn = xs.filter((x) => Number.isFinite(of(x)));
  return { xs: drawn, ys: drawn.map(of), point: at };
}
