import { useEffect, useRef } from 'react';
import { blocks } from '../../core/blocks/index.ts';
import { useThemeName } from '../parts/theme.ts';
import { useLive } from '../store/live.ts';
import { useView } from '../store/view.ts';
import { paintUnits } from './paint.ts';

/** The small live picture on a block's card: what each of its first units says over the plane of inputs. */
export function BlockPicture({ id, type }: { id: string; type: string }) {
  const wanted = useView((state) => state.livePictures);
  const found = useLive((state) => state.boundary?.units.get(id));
  const units = wanted ? found : undefined;
  const size = useLive((state) => state.boundary?.size ?? 0);
  const theme = useThemeName();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current && units) paintUnits(canvas.current, units, size);
  }, [units, size, theme]);
  if (units) {
    const count = units.shape[1] as number;
    return (
      <canvas
        ref={canvas}
        className="block-picture"
        width={Math.min(count, 4) * 32}
        height={Math.ceil(count / 4) * 32}
        aria-hidden
      />
    );
  }
  return type in curves ? <Curve type={type as keyof typeof curves} /> : null;
}

const curves = {
  relu: (x: number) => Math.max(0, x),
  leakyRelu: (x: number) => (x > 0 ? x : 0.15 * x),
  sigmoid: (x: number) => 2 / (1 + Math.exp(-2 * x)) - 1,
  tanh: (x: number) => Math.tanh(1.5 * x),
} as const;

/** An activation's curve, drawn once: a picture of its kind, not of any numbers. */
function Curve({ type }: { type: keyof typeof curves }) {
  const points = Array.from({ length: 41 }, (_, index) => {
    const x = index / 10 - 2;
    return `${(x + 2) * 24},${22 - curves[type](x) * 10}`;
  });
  return (
    <svg className="block-curve" viewBox="0 0 96 36" aria-hidden>
      <title>{blocks[type].title}</title>
      <path d="M0 22H96M48 2V34" className="axis" />
      <polyline points={points.join(' ')} />
    </svg>
  );
}
