import type { Timing } from '../../core/train/timing.ts';
import { useT } from '../i18n/index.ts';
import { markPath } from './marks.ts';
import { classColour } from './palette.ts';

const [WIDTH, HEIGHT] = [420, 260];
const MARGIN = { left: 56, right: 12, top: 12, bottom: 36 };

/** Milliseconds an epoch over rows a step, a line a backend; both axes logarithmic. */
export function TimingChart({ timings }: { timings: readonly Timing[] }) {
  const t = useT();
  const sizes = timings.map(({ batchSize }) => batchSize);
  const times = timings.map(({ seconds }) => 1000 * seconds);
  const decades = range(Math.floor(Math.log10(Math.min(...times))), Math.ceil(Math.log10(Math.max(...times))));
  const x = scale(Math.log2(Math.min(...sizes)), Math.log2(Math.max(...sizes)), MARGIN.left, WIDTH - MARGIN.right);
  const y = scale(decades[0] as number, decades.at(-1) as number, HEIGHT - MARGIN.bottom, MARGIN.top);
  const backends = [...new Set(timings.map(({ backend }) => backend))];
  return (
    <svg className="timing-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('runs.timing.chart')}>
      {decades.map((decade) => (
        <g key={decade}>
          <line x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(decade)} y2={y(decade)} className="grid" />
          <text x={MARGIN.left - 6} y={y(decade) + 4} textAnchor="end">
            {10 ** decade}
          </text>
        </g>
      ))}
      {[...new Set(sizes)].map((size) => (
        <text key={size} x={x(Math.log2(size))} y={HEIGHT - MARGIN.bottom + 14} textAnchor="middle">
          {size}
        </text>
      ))}
      <text x={(MARGIN.left + WIDTH) / 2} y={HEIGHT - 4} textAnchor="middle">
        {t('runs.timing.rows')}
      </text>
      <text x={12} y={HEIGHT / 2} textAnchor="middle" transform={`rotate(-90 12 ${HEIGHT / 2})`}>
        {t('runs.timing.unit')}
      </text>
      {backends.map((backend, index) => {
        const points = timings
          .filter((one) => one.backend === backend)
          .map(({ batchSize, seconds }) => [x(Math.log2(batchSize)), y(Math.log10(1000 * seconds))] as const);
        return (
          <g key={backend} data-backend={backend}>
            <polyline points={points.join(' ')} fill="none" stroke={classColour(index)} strokeWidth={2} />
            {points.map(([left, top]) => (
              <path key={left} d={markPath(index, left, top, 4)} fill={classColour(index)} />
            ))}
          </g>
        );
      })}
    </svg>
  );
}

/** Puts a number between `low` and `high` on the picture; a single one into its middle. */
function scale(low: number, high: number, from: number, to: number) {
  return (value: number) => (high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from));
}

function range(low: number, high: number): number[] {
  return Array.from({ length: Math.max(2, high - low + 1) }, (_, index) => low + index);
}
