import { useEffect, useRef } from 'react';
import type { ImageSize } from '../../../core/formats/image.ts';
import { type Colour, paintCells, viridis } from '../../canvas/paint.ts';
import type { DataRows, DataSummary } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { targetText } from './RowsTable.tsx';

/** Rows as the pictures that they are, each with what it shows. */
export function Images({ rows, summary, size }: { rows: DataRows; summary: DataSummary; size: ImageSize }) {
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
              size={size}
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

const rgb = (...shares: [number, number, number]): Colour => [255 * shares[0], 255 * shares[1], 255 * shares[2]];

interface PictureProps {
  readonly size: ImageSize;
  /** `[channels, height, width]`. */
  readonly pixels: Float32Array;
  readonly low: number;
  readonly high: number;
  readonly label: string;
}

function Picture({ size, pixels, low, high, label }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, channels } = size;
  useEffect(() => {
    if (!canvas.current) return;
    const plane = width * height;
    const share = (at: number) => (high > low ? ((pixels[at] as number) - low) / (high - low) : 0);
    paintCells(canvas.current, width, height, (row, column) => {
      const at = row * width + column;
      return channels === 1 ? viridis(share(at)) : rgb(share(at), share(plane + at), share(2 * plane + at));
    });
  }, [pixels, width, height, channels, low, high]);
  return <canvas ref={canvas} role="img" aria-label={label} width={width} height={height} />;
}
