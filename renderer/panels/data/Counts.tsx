import { type Part, parts } from '../../../core/data/dataset.ts';
import { markPath } from '../../charts/marks.ts';
import { classColour } from '../../charts/palette.ts';
import type { DataSummary } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { useView } from '../../store/view.ts';

/** How many rows each part has, and of which classes. */
export function Counts({ summary }: { summary: DataSummary }) {
  const t = useT();
  const language = useView((state) => state.language);
  const { rows, counts, classes, facts, coverage, leftOut } = summary;
  const names = counts ? classNames(classes, counts) : [];
  const number = (value: number) => value.toLocaleString(language);
  const most = Math.max(1, ...parts.map((part) => counts?.[part].reduce((a, b) => Math.max(a, b), 0) ?? 0));
  return (
    <table className="table data-counts" data-testid="data-counts">
      <thead>
        <tr>
          <th scope="col">{counts ? t('data.class') : ''}</th>
          {parts.map((part) => (
            <th key={part} scope="col" className="number">
              {t(`data.part.${part}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className="total">
          <th scope="row">{t('data.rows')}</th>
          {parts.map((part) => (
            <td key={part} className="number" data-testid={`data-rows-${part}`}>
              {number(rows[part])}
            </td>
          ))}
        </tr>
        {leftOut > 0 && (
          <tr>
            <th scope="row" title={t('data.leftOutHint')}>
              {t('data.leftOut')}
            </th>
            <td className="number" colSpan={parts.length} data-testid="data-left-out">
              {number(leftOut)}
            </td>
          </tr>
        )}
        {names.map((name, index) => (
          <tr key={name}>
            <th scope="row" title={name}>
              <ClassMark index={index} />
              {name}
            </th>
            {parts.map((part) => (
              <td key={part} className="number count-bar" style={barOf(counts, part, index, most)}>
                {number(counts?.[part][index] ?? 0)}
              </td>
            ))}
          </tr>
        ))}
        {coverage && (
          <tr>
            <th scope="row" title={t('data.coverageHint')}>
              {t('data.coverage')}
            </th>
            {parts.map((part) => (
              <td
                key={part}
                className="number"
                data-testid={`data-coverage-${part}`}
                title={t('data.coverageOf', { known: coverage[part].known, total: coverage[part].tokens })}
              >
                {coverage[part].tokens === 0 ? '–' : `${(100 * coverage[part].share).toFixed(1)} %`}
              </td>
            ))}
          </tr>
        )}
        {!counts && (
          <tr>
            <th scope="row">{t('data.targetColumns')}</th>
            <td colSpan={parts.length}>{targetText(facts, t)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function targetText({ target }: DataSummary['facts'], t: ReturnType<typeof useT>): string {
  if (!target) return t('data.targetNone');
  return t('data.targetNumbers', { count: target.width ?? 0 });
}

/** The classes by name; by number where nobody named them. */
function classNames(classes: readonly string[] | null, counts: NonNullable<DataSummary['counts']>): string[] {
  const most = Math.max(classes?.length ?? 0, ...parts.map((part) => counts[part].length));
  return Array.from({ length: most }, (_, index) => classes?.[index] ?? String(index));
}

/** A bar behind the number, as long as the class has rows in that part. */
function barOf(counts: DataSummary['counts'], part: Part, index: number, most: number): React.CSSProperties {
  const share = ((counts?.[part][index] ?? 0) / most) * 100;
  return { '--share': `${share.toFixed(1)}%` } as React.CSSProperties;
}

/** The sign that a class has in pictures. */
function ClassMark({ index }: { index: number }) {
  return (
    <svg className="class-mark" width="12" height="12" viewBox="0 0 12 12" aria-hidden>
      <path d={markPath(index, 6, 6, 4)} fill={classColour(index)} />
    </svg>
  );
}
