import type { ReactNode } from 'react';
import type { RowInformation } from '../../../core/train/metrics/rowInformation.ts';
import { ClassMark } from '../../charts/ClassMark.tsx';
import { useClassName } from '../../charts/className.ts';
import { useChartOptions } from '../../charts/options.ts';
import { useT } from '../../i18n/index.ts';
import { Formula } from '../../parts/Lazy.tsx';
import { format } from '../../parts/number.ts';
import { quantities } from './formulas.ts';
import { useAmount } from './units.ts';

/** Classes with a line of their own; of more, those with the largest probabilities and the target. */
const MOST_CLASSES = 20;

interface Props {
  readonly of: RowInformation;
  /** What stands in the cells of p and t, where they can be typed. */
  readonly edit?: { p(index: number): ReactNode; t(index: number): ReactNode };
}

/** Class by class the probability and what it would tell, then the quantities with their formulas. */
export function InformationView({ of, edit }: Props) {
  const t = useT();
  const unit = useChartOptions((state) => state.unit);
  const nameOf = useClassName();
  const amount = useAmount();
  const all = of.classes.map((one, index) => ({ ...one, index }));
  const shown =
    all.length <= MOST_CLASSES || edit
      ? all
      : [...all].sort((a, b) => b.probability + b.target - a.probability - a.target).slice(0, MOST_CLASSES);
  return (
    <>
      <table className="table information-table" data-testid="information-table">
        <thead>
          <tr>
            <th scope="col">{t('evaluation.class')}</th>
            <th scope="col" className="number" title={t('evaluation.hint.p')}>
              p
            </th>
            <th scope="col" className="number" title={t('evaluation.hint.information')}>
              {t('evaluation.surprise')}
            </th>
            <th scope="col" className="number" title={t('evaluation.hint.t')}>
              t
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ index, probability, information, target }) => (
            <tr key={index} className={target > 0 ? 'target' : undefined}>
              <th scope="row" title={nameOf(index)}>
                <ClassMark index={index} />
                {nameOf(index)}
              </th>
              <td
                className="number count-bar"
                style={{ '--share': `${(100 * Math.min(1, probability)).toFixed(1)}%` } as React.CSSProperties}
                data-value={probability}
              >
                {edit ? edit.p(index) : format(probability)}
              </td>
              <td className="number" data-value={information}>
                {amount(information)}
              </td>
              <td className="number">{edit ? edit.t(index) : String(Number(target.toPrecision(3)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > shown.length && (
        <p className="faint small">{t('evaluation.moreClasses', { count: all.length - shown.length })}</p>
      )}
      <dl className="quantities">
        {quantities(of, unit, nameOf).map(({ name, tex }) => (
          <div
            key={name}
            data-testid={`quantity-${name}`}
            data-value={name === 'information' ? of.crossEntropy : of[name]}
          >
            <dt title={t(`evaluation.hint.${name}`)}>{t(`evaluation.quantity.${name}`)}</dt>
            <dd>
              <Formula tex={tex} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
