import type { ReliabilityBin } from '../../core/train/metrics/calibration.ts';
import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';

const SIZE = 180;
/** The strip below that tells how many rows each bin has. */
const STRIP = 34;
const GAP = 8;
const TICKS = [0, 0.5, 1];

/**
 * Confidence against accuracy in bins, and how many rows each has: a network that is as right as it is sure puts every bar
 * on the diagonal; a bar below it is overconfident.
 */
export function Reliability({ bins, error }: { bins: readonly ReliabilityBin[]; error: number }) {
  const t = useT();
  const most = Math.max(1, ...bins.map(({ rows }) => rows));
  const bottom = SIZE + GAP + STRIP;
  const width = SIZE / bins.length;
  return (
    <svg
      className="reliability"
      viewBox={`-34 -8 ${SIZE + 44} ${bottom + 36}`}
      role="img"
      aria-label={t('evaluation.reliability.label', { error: format(error, 3) })}
    >
      <rect width={SIZE} height={SIZE} className="frame" />
      {bins.map(({ low, high, rows, confidence, accuracy }, index) => {
        const about = t('evaluation.reliability.bin', {
          low: Math.round(low * 100),
          high: Math.round(high * 100),
          count: rows,
          accuracy: format(accuracy, 3),
          confidence: format(confidence, 3),
        });
        const height = (accuracy ?? 0) * SIZE;
        const count = (rows / most) * STRIP;
        return (
          <g key={low} data-rows={rows} data-accuracy={accuracy ?? ''} data-confidence={confidence ?? ''}>
            <title>{about}</title>
            <rect x={index * width} width={width} height={bottom} className="touch" />
            {accuracy !== null && confidence !== null && (
              <>
                <rect x={index * width + 1} y={SIZE - height} width={width - 2} height={height} className="hits" />
                <rect
                  x={index * width + 1}
                  y={SIZE - Math.max(accuracy, confidence) * SIZE}
                  width={width - 2}
                  height={Math.abs(accuracy - confidence) * SIZE}
                  className={accuracy < confidence ? 'gap over' : 'gap under'}
                />
              </>
            )}
            <rect x={index * width + 1} y={bottom - count} width={width - 2} height={count} className="count" />
          </g>
        );
      })}
      <line x1="0" y1={SIZE} x2={SIZE} y2="0" className="diagonal" />
      {TICKS.map((value) => (
        <g key={value} className="number">
          <text x="-4" y={SIZE - value * SIZE + 3} textAnchor="end">
            {value}
          </text>
          <text x={value * SIZE} y={bottom + 12} textAnchor="middle">
            {value}
          </text>
        </g>
      ))}
      <text x="-4" y={bottom - STRIP + 8} textAnchor="end" className="number">
        {most}
      </text>
      <text x={SIZE / 2} y={bottom + 25} textAnchor="middle">
        {t('evaluation.reliability.confidence')}
      </text>
      <text x="-24" y={SIZE / 2} textAnchor="middle" transform={`rotate(-90 -24 ${SIZE / 2})`}>
        {t('evaluation.reliability.accuracy')}
      </text>
    </svg>
  );
}
