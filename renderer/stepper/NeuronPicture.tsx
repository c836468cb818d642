import type { NumberedTerm } from '../../core/tape/terms.ts';
import type { CellView } from '../../core/tape/views.ts';
import { useT } from '../i18n/index.ts';
import { Formula } from '../parts/Lazy.tsx';
import { exact, format } from '../parts/number.ts';

const ROW = 34;
const WIDTH = 560;
const SUM_X = 330;
const SUM_R = 30;

/**
 * The cell as a neuron: what comes in, what it is weighed with, the sum, and what the activations behind it make of
 * that. Wires are as wide as their term weighs in the sum; dashed ones pull it down.
 */
export function NeuronPicture({ cell }: { cell: CellView }) {
  const t = useT();
  const { sum, activations } = cell;
  if (!sum) return null;
  const rows = sum.shown.length + (sum.remainder === null ? 0 : 1);
  const height = Math.max(rows * ROW, 96);
  const middle = height / 2;
  const most = Math.max(...sum.shown.map(({ product }) => Math.abs(product)), Number.MIN_VALUE);
  const y = (row: number) => middle + (row - (rows - 1) / 2) * ROW;
  const [activation] = activations;
  return (
    <div className="neuron" data-testid="neuron" style={{ width: WIDTH, height }}>
      <svg width={WIDTH} height={height} aria-hidden>
        {sum.shown.map(({ index, product }, row) => (
          <path
            key={index}
            className={product < 0 ? 'neuron-wire negative' : 'neuron-wire'}
            strokeWidth={1 + 4 * (Math.abs(product) / most)}
            d={`M96 ${y(row)}C200 ${y(row)} 220 ${middle} ${SUM_X - SUM_R} ${middle}`}
          />
        ))}
        {sum.remainder !== null && (
          <path
            className="neuron-wire rest"
            d={`M96 ${y(rows - 1)}C200 ${y(rows - 1)} 220 ${middle} ${SUM_X - SUM_R} ${middle}`}
          />
        )}
        <circle className="neuron-body" cx={SUM_X} cy={middle} r={SUM_R} />
        <path className="neuron-wire" strokeWidth={2} d={`M${SUM_X + SUM_R} ${middle}h${activation ? 44 : 24}`} />
      </svg>
      {sum.shown.map((term, row) => (
        <Inflow key={term.index} term={term} top={y(row)} />
      ))}
      {sum.remainder !== null && (
        <span className="neuron-label small faint" style={{ left: 0, top: y(rows - 1) }}>
          {t('step.rest', { count: sum.count - sum.shown.length })}
        </span>
      )}
      <span className="neuron-label centred" style={{ left: SUM_X, top: middle }}>
        <strong>Σ</strong>
        <span className="number small" data-value={exact(cell.value)} title={exact(cell.value)}>
          {format(cell.value, 3)}
        </span>
      </span>
      {activation && (
        <span className="neuron-label activation" style={{ left: SUM_X + SUM_R + 46, top: middle }}>
          <span className="small">{activation.block}</span>
          <Formula tex={activation.symbol} />
          <span className="number" title={exact(activation.value)}>
            {format(activation.value, 4)}
          </span>
        </span>
      )}
    </div>
  );
}

/** What comes in at the left, and what it is multiplied by on its way. */
function Inflow({ term, top }: { term: NumberedTerm; top: number }) {
  const [inflow, ...weights] = term.factors;
  return (
    <>
      {inflow && (
        <span className="neuron-label" style={{ left: 0, top }}>
          <Formula tex={inflow.tex} />
          <span className="number small" title={exact(inflow.value)}>
            {format(inflow.value, 4)}
          </span>
        </span>
      )}
      {weights.map(({ tex, value }) => (
        <span key={tex} className="neuron-label weight" style={{ left: 128, top }}>
          <span className="faint">×</span>
          <Formula tex={tex} />
          <span className="number small" title={exact(value)}>
            {format(value, 4)}
          </span>
        </span>
      ))}
    </>
  );
}
