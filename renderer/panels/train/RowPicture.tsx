import { memo, useMemo } from 'react';
import { mix, paintCells, themeColour } from '../../canvas/paint.ts';
import { useThemeName } from '../../parts/theme.ts';

interface Props {
  readonly row: readonly number[];
  readonly side: number;
}

/**
 * A row of features as the small picture it is: ink on paper, as strong as its strongest pixel. Rows come anew with every
 * answer of the engine, and are the same numbers still: they are painted once, into an image that costs nothing after.
 */
export const RowPicture = memo(Picture, (before, now) => {
  return before.side === now.side && before.row.every((value, index) => value === now.row[index]);
});

function Picture({ row, side }: Props) {
  const theme = useThemeName();
  // Colours are the theme's.
  const url = useMemo(() => paint(row, side), [row, side, theme]);
  return <img src={url} className="row-picture" width={side} height={side} alt="" />;
}

function paint(row: readonly number[], side: number): string {
  const low = row.reduce((a, b) => Math.min(a, b), 0);
  const span = row.reduce((a, b) => Math.max(a, b), low) - low || 1;
  const [paper, ink] = [themeColour('--surface'), themeColour('--text')];
  const canvas = document.createElement('canvas');
  paintCells(canvas, side, side, (y, x) => {
    const share = ((row[y * side + x] ?? 0) - low) / span;
    return mix(paper, ink, Number.isFinite(share) ? share : 0);
  });
  return canvas.toDataURL();
}
