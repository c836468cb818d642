import type { CurveView } from '../../core/tape/views.ts';
import { useT } from '../i18n/index.ts';
import { exact, format } from '../parts/number.ts';

const WIDTH = 180;
const HEIGHT = 110;

/** The function of a block, with the point on it that a cell is. */
export function CurvePicture({ curve: { xs, ys, point } }: { curve: CurveView }) {
  const t = useT();
  const [x, y] = point;
  const [left, right] = [xs[0] ?? 0, xs.at(-1) ?? 1];
  const [bottom, top] = [Math.min(...ys, 0), Math.max(...ys)];
  const px = (at: number) => 6 + ((at - left) / (right - left || 1)) * (WIDTH - 12);
  const py = (at: number) => HEIGHT - 8 - ((at - bottom) / (top - bottom || 1)) * (HEIGHT - 16);
  return (
    <figure className="curve">
      <figcaption className="small soft">{t('step.curve')}</figcaption>
      <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('step.curve')}>
        <path className="axis" d={`M0 ${py(0)}H${WIDTH}M${px(Math.max(left, Math.min(right, 0)))} 0V${HEIGHT}`} />
        <polyline points={xs.map((at, index) => `${px(at)},${py(ys[index] as number)}`).join(' ')} />
        {Number.isFinite(x) && Number.isFinite(y) && <circle cx={px(x)} cy={py(Math.min(y, top))} r="4.5" />}
      </svg>
      <p className="number small" data-testid="curve-point" title={`${exact(x)}, ${exact(y)}`}>
        ({format(x)}, {format(y)})
      </p>
    </figure>
  );
}
