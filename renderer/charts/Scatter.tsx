import { useLook } from '../engine/look.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { usePart } from './PartChoice.tsx';
import { extent, padded, ticks, tickText } from './scale.ts';

const PAUSE = 500;
const MOST = 300;
const SIZE = 200;

/** Predicted values against true ones: a network that is right puts every point on the diagonal. */
export function Scatter() {
  const t = useT();
  const part = usePart();
  const revision = useData((state) => state.revision);
  const rows = useLook(`scatter ${part} ${revision}`, (engine) => engine.predictions(part, 0, MOST), PAUSE);
  if (rows === undefined) return <p className="chart-note">{t('train.computing')}</p>;
  const pairs = rows?.flatMap(({ target, output }) =>
    target ? [[target[0] as number, output[0] as number] as const] : [],
  );
  const found = extent(pairs?.flat() ?? []);
  if (!pairs || !found) return <p className="chart-note">{t('train.confusion.none')}</p>;
  const [low, high] = padded(found);
  const at = (value: number) => ((value - low) / (high - low)) * SIZE;
  return (
    <svg
      className="scatter"
      viewBox={`-34 -6 ${SIZE + 40} ${SIZE + 38}`}
      role="img"
      aria-label={t('train.scatter.label')}
    >
      <rect width={SIZE} height={SIZE} className="frame" />
      <line x1="0" y1={SIZE} x2={SIZE} y2="0" className="diagonal" />
      {ticks(low, high, 4).map((value) => (
        <g key={value} className="number">
          <text x="-4" y={SIZE - at(value) + 3} textAnchor="end">
            {tickText(value)}
          </text>
          <text x={at(value)} y={SIZE + 12} textAnchor="middle">
            {tickText(value)}
          </text>
        </g>
      ))}
      {pairs.map(([truth, predicted], index) =>
        Number.isFinite(predicted) ? <circle key={index} cx={at(truth)} cy={SIZE - at(predicted)} r="2.2" /> : null,
      )}
      <text x={SIZE / 2} y={SIZE + 26} textAnchor="middle">
        {t('train.scatter.truth')}
      </text>
      <text x="-24" y={SIZE / 2} textAnchor="middle" transform={`rotate(-90 -24 ${SIZE / 2})`}>
        {t('train.scatter.predicted')}
      </text>
    </svg>
  );
}
