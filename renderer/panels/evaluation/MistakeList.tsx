import { rowInformation } from '../../../core/train/metrics/rowInformation.ts';
import { ClassMark } from '../../charts/ClassMark.tsx';
import { useClassName } from '../../charts/className.ts';
import type { AssessmentReply, PredictionRow } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { useEvaluation } from '../../store/evaluation.ts';
import { RowLook } from './RowLook.tsx';
import { targetOf, truthOf } from './targets.ts';
import { useAmount } from './units.ts';

/** The rows that the network is most wrong about, the worst first. */
export function MistakeList({ report, row: chosen }: { report: AssessmentReply; row: number }) {
  const t = useT();
  const mistakes = useEvaluation((state) => state.mistakes);
  const of = useEvaluation((state) => state.of);
  const any = of.truth === undefined && of.predicted === undefined;
  const classifies = report.confusion !== null;
  const title = t(classifies ? (any ? 'evaluation.worst' : 'evaluation.ofCell') : 'evaluation.worstErrors');
  return (
    <section className="chart" aria-label={title}>
      <header className="chart-head">
        <h3>{title}</h3>
        {mistakes && <span className="faint small">{t('evaluation.found', { count: mistakes.total })}</span>}
      </header>
      {mistakes?.total === 0 && (
        <p className="chart-note" data-testid="no-mistakes">
          {t(any ? 'evaluation.noMistakes' : 'evaluation.noRows')}
        </p>
      )}
      {mistakes && mistakes.total > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
        <div className="scroll evaluation-scroll" role="region" aria-label={title} tabIndex={0}>
          <table className="table mistake-table" data-testid="mistakes">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {t('train.predictions.row')}
                </th>
                <th scope="col">{t('evaluation.content')}</th>
                <th scope="col">{t('train.predictions.target')}</th>
                <th scope="col">{t('train.predictions.predicted')}</th>
                {classifies && (
                  <th scope="col" className="number">
                    {t('train.predictions.probability')}
                  </th>
                )}
                <th scope="col" className="number" title={classifies ? t('evaluation.hint.information') : undefined}>
                  {t(classifies ? 'evaluation.surprise' : 'train.predictions.error')}
                </th>
              </tr>
            </thead>
            <tbody>
              {mistakes.rows.map((row) => (
                <Mistake key={row.row} row={row} current={row.row === chosen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Mistake({ row, current }: { row: PredictionRow; current: boolean }) {
  const t = useT();
  const nameOf = useClassName();
  const amount = useAmount();
  const choose = () => useEvaluation.setState({ row: row.row });
  const truth = truthOf(row);
  const named = (index: number | null, values: readonly number[] | null) =>
    index === null ? (
      (values ?? []).map((value) => format(value, 3)).join(' ')
    ) : (
      <span className="class-name">
        <ClassMark index={index} />
        {nameOf(index)}
      </span>
    );
  const error = Math.max(...row.output.map((value, index) => Math.abs(value - (row.target?.[index] ?? value))));
  return (
    <tr className={current ? 'current' : undefined} aria-current={current || undefined} onClick={choose}>
      <td className="number">
        <button type="button" className="link" aria-label={t('evaluation.look', { row: row.row })} onClick={choose}>
          {row.row}
        </button>
      </td>
      <td className="mistake-content">
        <RowLook row={row} short />
      </td>
      <td>{named(truth, row.target)}</td>
      <td>{named(row.predicted, row.output)}</td>
      {row.predicted !== null && <td className="number">{format(row.probabilities?.[row.predicted], 3)}</td>}
      <td className="number">
        {row.logs ? amount(rowInformation(row.logs, targetOf(row, row.logs.length)).divergence) : format(error, 3)}
      </td>
    </tr>
  );
}
