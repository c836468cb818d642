import { useEffect, useRef } from 'react';
import { paintCells, viridis } from '../../canvas/paint.ts';
import type { DataRows, DataSummary } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { targetText } from './RowsTable.tsx';

/** Rows as the square pictures that they are, each with what it shows. */
export function Images({ rows, summary }: { rows: DataRows; summary: DataSummary }) {
  const t = useT();
  const [count = 0, features = 0] = rows.x.shape;
  const plain = plainPixels(rows, summary);
  const [low, high] = plain.reduce<[number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return (
    <div className="sample-images">
      {Array.from({ length: count }, (_, row) => {
        const label = targetText(rows, row, summary);
        return (
          <figure key={row}>
            <Picture
              pixels={plain.subarray(row * features, (row + 1) * features)}
              low={low}
              high={high}
              label={t('data.pictureOf', { row, label })}
            />
            <figcaption className="number">{label}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}

/** Pixels before they were standardised: a picture of deviations is hard to tell. */
function plainPixels({ x: { data } }: DataRows, { preprocessing: { scaling } }: DataSummary): Float32Array {
  if (!scaling) return data;
  const { mean, std } = scaling;
  const { length } = mean;
  return data.map((value, index) => value * (std[index % length] as number) + (mean[index % length] as number));
}

function Picture({ pixels, low, high, label }: { pixels: Float32Array; low: number; high: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = Math.round(Math.sqrt(pixels.length));
  useEffect(() => {
    if (!canvas.current) return;
    const share = (value: number) => (high > low ? (value - low) / (high - low) : 0);
    paintCells(canvas.current, side, side, (row, column) => viridis(share(pixels[row * side + column] as number)));
  }, [pixels, side, low, high]);
  return <canvas ref={canvas} role="img" aria-label={label} width={side} height={side} />;
}
