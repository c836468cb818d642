import type { DataSummary } from '../engine/api.ts';
import { useT } from '../i18n/index.ts';
import { format } from '../parts/number.ts';
import { ClassMark } from './ClassMark.tsx';
import { useChartOptions } from './options.ts';
import type { Place } from './plane.ts';
import { tickText } from './scale.ts';

interface Props {
  readonly summary: DataSummary;
  readonly limit: number;
  /** Where the pointer is, and what the network says there. */
  readonly place: Place | null;
  readonly outputs: readonly number[] | null;
  readonly names: readonly [string, string];
}

/** What the marks and colours mean; while one points somewhere, what the network says there, in the same room. */
export function PlaneLegend({ summary, limit, place, outputs, names }: Props) {
  const t = useT();
  const showTest = useChartOptions((state) => state.showTest);
  const { task, classes, facts } = summary;
  const withTest = showTest ? 'train.boundary.marksWithTest' : 'train.boundary.marks';
  const marksKey = task === 'regression' ? 'train.boundary.values' : withTest;
  const count = Math.max(outputs?.length ?? 0, classes?.length ?? facts.target?.width ?? 0);
  const marks = Array.from({ length: count }, (_, index) => index);
  return (
    <div className="plane-legend small" aria-live="polite">
      <p className={place ? 'number plane-place' : 'plane-place'}>
        {place ? (
          <>
            <span>{`${names[0]} ${fixed(place.x1)}`}</span> <span>{`${names[1]} ${fixed(place.x2)}`}</span>
          </>
        ) : (
          t(marksKey)
        )}
      </p>
      {task === 'classification' ? (
        <ul>
          {marks.map((index) => (
            <li key={index}>
              <ClassMark index={index} />
              <span className="plane-class">{classes?.[index] ?? index}</span>
              <span className="number plane-share">{place && shareText(outputs?.[index])}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="row value-scale">
          <span className="number">{tickText(-Number(limit.toPrecision(2)))}</span>
          <span className="value-ramp" role="img" aria-label={t('train.boundary.scale')} />
          <span className="number">{tickText(Number(limit.toPrecision(2)))}</span>
          <span className="number plane-share">{place && `= ${format(outputs?.[0], 3)}`}</span>
        </p>
      )}
    </div>
  );
}

function shareText(value: number | undefined): string {
  return value === undefined ? '–' : Number.isFinite(value) ? value.toFixed(2) : format(value);
}

function fixed(value: number): string {
  return ((value < 0 ? '−' : '+') + format(Math.abs(value), 3)).padStart(6, '\u2007');
}
