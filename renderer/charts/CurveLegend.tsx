import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';
import { type CurvePart, curveParts, type Metric } from './curves.ts';
import { DASH, lineColour, type ShownRun } from './lines.ts';

interface Props {
  readonly metric: Metric;
  readonly runs: readonly ShownRun[];
  /** Index of the epoch whose values are written: the one under the pointer, else the last. */
  readonly epoch: number;
}

/** What each line means and its value at an epoch, in a width that does not change with the numbers. */
export function CurveLegend({ metric, runs, epoch }: Props) {
  const t = useT();
  const text = (value: number | null | undefined) =>
    metric === 'accuracy' && value != null ? value.toFixed(4) : format(value);
  const partNames = (parts: readonly CurvePart[]) => parts.map((part) => t(`train.part.${part}`)).join(' / ');
  return (
    <dl className="chart-legend number">
      <div>
        <dt>{t('train.epoch')}</dt>
        <dd className="epoch">{epoch + 1}</dd>
      </div>
      {runs.flatMap(({ number, curves }) => {
        const present = (part: CurvePart) => curves.curves[part].raw.some((value) => value !== null);
        const parts = curveParts.filter((part) => number === 0 || present(part));
        // The current training has an entry a line; an earlier one has one for both, as room is short.
        const entries = number === 0 ? parts.map((part) => [part]) : [parts];
        return entries.map((shown) => (
          <div key={`${number} ${shown.join()}`}>
            <dt>
              <LineSign number={number} part={shown[0] ?? 'train'} />
              {number > 0 ? `#${number}` : <span className="legend-part">{partNames(shown)}</span>}
            </dt>
            <dd title={partNames(shown)}>{shown.map((part) => text(curves.curves[part].raw[epoch])).join(' / ')}</dd>
          </div>
        ));
      })}
    </dl>
  );
}

/** A piece of the line, as it is drawn. */
export function LineSign({ number, part }: { number: number; part: CurvePart }) {
  return (
    <svg className="line-sign" width="18" height="8" aria-hidden>
      <line
        x1="0"
        x2="18"
        y1="4"
        y2="4"
        stroke={lineColour(number, part)}
        strokeWidth="2"
        strokeDasharray={part === 'valid' ? DASH.join(' ') : undefined}
      />
    </svg>
  );
}
