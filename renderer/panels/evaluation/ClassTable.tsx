import type { ClassAverage } from '../../../core/train/metrics/perClass.ts';
import { ClassMark } from '../../charts/ClassMark.tsx';
import { useClassName } from '../../charts/className.ts';
import type { AssessmentReply } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { useAmount } from './units.ts';

const columns = ['precision', 'recall', 'f1'] as const;

/** How well each class is recognised, and how surprised the network is by its rows. */
export function ClassTable({ report: { report, information } }: { report: AssessmentReply }) {
  const t = useT();
  const nameOf = useClassName();
  const amount = useAmount();
  if (!report) return null;
  const scores = (one: ClassAverage) =>
    columns.map((column) => (
      <td key={column} className="number">
        {one[column].toFixed(3)}
      </td>
    ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <div className="scroll evaluation-scroll" role="region" aria-label={t('evaluation.classes')} tabIndex={0}>
      <table className="table class-table" data-testid="class-table">
        <thead>
          <tr>
            <th scope="col">{t('evaluation.class')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="number" title={t(`evaluation.hint.${column}`)}>
                {t(`evaluation.${column}`)}
              </th>
            ))}
            <th scope="col" className="number">
              {t('evaluation.rows')}
            </th>
            {information && (
              <>
                <th scope="col" className="number" title={t('evaluation.hint.classInformation')}>
                  {t('evaluation.surprise')}
                </th>
                <th scope="col" className="number" title={t('evaluation.hint.entropy')}>
                  {t('evaluation.figure.entropy')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {report.classes.map((score, index) => (
            <tr key={index}>
              <th scope="row" title={nameOf(index)}>
                <ClassMark index={index} />
                {nameOf(index)}
              </th>
              {scores(score)}
              <td className="number">{score.support}</td>
              {information && (
                <>
                  <td className="number">{amount(information.classes[index]?.crossEntropy)}</td>
                  <td className="number">{amount(information.classes[index]?.entropy)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          {(['macro', 'weighted'] as const).map((name) => (
            <tr key={name} title={t(`evaluation.hint.${name}`)}>
              <th scope="row">{t(`evaluation.${name}`)}</th>
              {scores(report[name])}
              <td colSpan={information ? 3 : 1} />
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
