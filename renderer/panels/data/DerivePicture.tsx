import { useEffect, useRef } from 'react';
import { derive, isDerivation } from '../../../core/data/derive.ts';
import { tensor } from '../../../core/tensor.ts';
import { diverging, largest, paintCells } from '../../canvas/paint.ts';
import { useThemeName } from '../../parts/theme.ts';

const CELLS = 20;
const REACH = 6;

/** Cell centres of the plane, row by row from the top left. */
const plane = tensor(
  [CELLS * CELLS, 2],
  Array.from({ length: CELLS * CELLS }, (_, index) => {
    const place = (cell: number) => ((cell + 0.5) / CELLS) * 2 * REACH - REACH;
    return [place(index % CELLS), -place(Math.floor(index / CELLS))];
  }).flat(),
);

/** What an input says over the plane of x1 and x2: blue where it is positive, orange where it is negative. */
export function DerivePicture({ input }: { input: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    if (!canvas.current || theme === '' || !isDerivation(input, 2)) return;
    const { data } = derive(plane, [input]);
    const colour = diverging(largest(data));
    paintCells(canvas.current, CELLS, CELLS, (row, column) => colour(data[row * CELLS + column] as number));
  }, [input, theme]);
  return <canvas ref={canvas} className="derive-picture" width={CELLS} height={CELLS} aria-hidden />;
}
