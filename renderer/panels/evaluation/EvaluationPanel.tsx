import { Download } from 'lucide-react';
import { ConfusionTable } from '../../charts/ConfusionTable.tsx';
import { useClassName } from '../../charts/className.ts';
import { exportText } from '../../charts/exportFigure.ts';
import { useChartOptions } from '../../charts/options.ts';
import { Reliability } from '../../charts/Reliability.tsx';
import { Scatter } from '../../charts/Scatter.tsx';
import type { AssessmentReply } from '../../engine/api.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { useDocument } from '../../store/document.ts';
import { useEvaluation } from '../../store/evaluation.ts';
import { AssessmentEmpty, AssessmentHead } from './AssessmentHead.tsx';
import { ClassTable } from './ClassTable.tsx';
import { evaluationCsv, evaluationMarkdown } from './evaluationText.ts';
import { Figures } from './Figures.tsx';
import { useAssessment } from './useAssessment.ts';

/** How good the network is on a part of the data: as a whole, class by class, and whether it knows how sure it may be. */
export function EvaluationPanel() {
  const state = useAssessment();
  const { report, stale } = state;
  return (
    <div className={stale && report ? 'train-grid evaluation stale' : 'train-grid evaluation'} data-testid="evaluation">
      <AssessmentHead state={state}>{report && <Summary report={report} />}</AssessmentHead>
      {!report && (
        <div className="chart evaluation-empty">
          <AssessmentEmpty state={state} />
        </div>
      )}
      {report?.report && <Classes report={report} />}
      {report?.residuals && <Numbers report={report} stale={stale} />}
    </div>
  );
}

function Summary({ report }: { report: AssessmentReply }) {
  const t = useT();
  const nameOf = useClassName();
  const project = useDocument((state) => state.name);
  const what = `evaluation-${report.part}`;
  return (
    <>
      <Figures report={report} />
      <div className="row wrap evaluation-actions">
        <button type="button" className="button small" onClick={() => showRows({})}>
          {t('evaluation.showMistakes')}
        </button>
        <button
          type="button"
          className="button small"
          aria-label={t('evaluation.saveCsv')}
          title={t('evaluation.saveCsv')}
          onClick={() => void exportText(what, 'csv', evaluationCsv(report, nameOf))}
        >
          <Download size={13} aria-hidden />
          <code>CSV</code>
        </button>
        <button
          type="button"
          className="button small"
          aria-label={t('evaluation.saveMarkdown')}
          title={t('evaluation.saveMarkdown')}
          onClick={() => void exportText(what, 'md', evaluationMarkdown(project, report, nameOf))}
        >
          <Download size={13} aria-hidden />
          <code>MD</code>
        </button>
      </div>
    </>
  );
}

/** Brings the rows forward that a cell of the matrix counts, or all mistakes. */
function showRows(of: { truth?: number; predicted?: number }): void {
  useEvaluation.setState({ of, row: null });
  useChartOptions.setState({ view: 'rows' });
}

function Classes({ report }: { report: AssessmentReply }) {
  const t = useT();
  const nameOf = useClassName();
  const shares = useChartOptions((state) => state.shares);
  const { confusion, report: found, calibration } = report;
  return (
    <>
      <section className="chart" aria-label={t('evaluation.classes')}>
        <header className="chart-head">
          <h3>{t('evaluation.classes')}</h3>
        </header>
        <ClassTable report={report} />
      </section>
      <section className="chart confusion" aria-label={t('train.confusion.title')}>
        <header className="chart-head">
          <h3>{t('train.confusion.title')}</h3>
          <button
            type="button"
            className="button quiet small"
            aria-pressed={shares}
            title={t('evaluation.sharesHint')}
            onClick={() => useChartOptions.setState({ shares: !shares })}
          >
            {t('evaluation.shares')}
          </button>
        </header>
        {confusion && found && (
          <ConfusionTable
            confusion={confusion}
            classes={found.classes}
            nameOf={nameOf}
            shares={shares}
            onCell={(truth, predicted) => showRows({ truth, predicted })}
          />
        )}
      </section>
      <section className="chart" aria-label={t('evaluation.reliability.title')} data-testid="reliability">
        <header className="chart-head">
          <h3>{t('evaluation.reliability.title')}</h3>
        </header>
        {calibration ? (
          <Reliability bins={calibration.bins} error={calibration.expectedCalibrationError} />
        ) : (
          <p className="chart-note">{t('evaluation.noProbabilities')}</p>
        )}
      </section>
    </>
  );
}

function Numbers({ report, stale }: { report: AssessmentReply; stale: boolean }) {
  const t = useT();
  const outputs = report.residuals?.outputs ?? [];
  return (
    <>
      <section className="chart" aria-label={t('train.scatter.title')}>
        <header className="chart-head">
          <h3>{t('train.scatter.title')}</h3>
        </header>
        {!stale && <Scatter />}
      </section>
      {outputs.length > 1 && (
        <section className="chart" aria-label={t('evaluation.outputs')}>
          <header className="chart-head">
            <h3>{t('evaluation.outputs')}</h3>
          </header>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('evaluation.output')}</th>
                {(['mae', 'rmse', 'r2'] as const).map((name) => (
                  <th key={name} scope="col" className="number" title={t(`evaluation.hint.${name}`)}>
                    {t(`evaluation.figure.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {outputs.map((one, index) => (
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  {[one.mae, one.rmse, one.r2].map((value, at) => (
                    <td key={at} className="number">
                      {format(value)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
