import type { Histogram } from '../engine/api.ts';
import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';

const WIDTH = 240;
const HEIGHT = 40;

interface Props {
  readonly histogram: Histogram;
  readonly kind: 'forward' | 'backward' | 'weight';
  readonly name: string;
  /** A word on what the bars do not show. */
  readonly note?: string | undefined;
}

/** Bars of equal width over the range of the numbers, with zero marked where it lies within. */
export function HistogramPicture({ histogram: { low, high, counts, mean, total }, kind, name, note }: Props) {
  const t = useT();
  const most = Math.max(1, ...counts);
  const width = WIDTH / counts.length;
  const bars = counts
    .map((count, index) => {
      // What is there at all can be seen, however little it is beside the rest.
      const height = count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT);
      return `M${(index * width).toFixed(2)} ${HEIGHT}v${(-height).toFixed(2)}h${(width - 0.6).toFixed(2)}v${height.toFixed(2)}z`;
    })
    .join('');
  const zero = low < 0 && high > 0 ? (-low / (high - low)) * WIDTH : null;
  return (
    <>
      <svg
        className={`histogram ${kind}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('train.distributions.label', { name, count: total, low: format(low), high: format(high) })}
      >
        <path className="bars" d={bars} />
        {zero !== null && <path className="zero" d={`M${zero.toFixed(2)} 0V${HEIGHT}`} />}
        <path className="mean" d={`M${(((mean - low) / (high - low)) * WIDTH).toFixed(2)} ${HEIGHT - 5}V${HEIGHT}`} />
      </svg>
      <div className="row histogram-ends number">
        <span>{format(low, 3)}</span>
        {note && <span className="soft">{note}</span>}
        <span>{format(high, 3)}</span>
      </div>
    </>
  );
}
