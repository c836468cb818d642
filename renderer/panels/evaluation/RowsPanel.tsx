import { useEffect } from 'react';
import { useClassName } from '../../charts/className.ts';
import { usePart } from '../../charts/PartChoice.tsx';
import type { AssessmentReply } from '../../engine/api.ts';
import { useLook } from '../../engine/look.ts';
import { ask } from '../../engine/turns.ts';
import { useT } from '../../i18n/index.ts';
import { NumberInput } from '../../parts/FieldEditor.tsx';
import { useData } from '../../store/data.ts';
import { useEvaluation } from '../../store/evaluation.ts';
import { AssessmentEmpty, AssessmentHead } from './AssessmentHead.tsx';
import { MistakeList } from './MistakeList.tsx';
import { RowDetail } from './RowDetail.tsx';
import { useAssessment } from './useAssessment.ts';

/** Rows that are listed; further down nobody would look. */
const MOST = 100;
const PAUSE = 500;

/** What the network says of single rows: the worst mistakes, and how much each answer tells. */
export function RowsPanel() {
  const state = useAssessment();
  const { report, stale } = state;
  useMistakes(report, stale);
  const row = useChosenRow(report, stale);
  return (
    <div className={stale && report ? 'train-grid rows-view stale' : 'train-grid rows-view'} data-testid="rows-view">
      <AssessmentHead state={state}>{report && <Choices report={report} stale={stale} row={row} />}</AssessmentHead>
      {report ? (
        <MistakeList report={report} row={row} />
      ) : (
        <div className="chart">
          <AssessmentEmpty state={state} />
        </div>
      )}
      <RowDetail report={report} stale={stale} />
    </div>
  );
}

/** Lists the worst rows of the assessment that was just made. */
function useMistakes(report: AssessmentReply | null, stale: boolean): void {
  const of = useEvaluation((state) => state.of);
  useEffect(() => {
    if (!report || stale) return;
    let current = true;
    void ask((engine) => engine.mistakes(report.part, of, MOST)).then((mistakes) => {
      if (current && mistakes) useEvaluation.setState({ mistakes });
    });
    return () => {
      current = false;
    };
  }, [report, of, stale]);
}

/** The number of the row that is looked at: the chosen one, else the worst; its answer goes to the store. */
function useChosenRow(report: AssessmentReply | null, stale: boolean): number {
  const part = usePart();
  const revision = useData((state) => state.revision);
  const mistakes = useEvaluation((state) => state.mistakes);
  const chosen = useEvaluation((state) => state.row);
  const row = Math.min(chosen ?? mistakes?.rows[0]?.row ?? 0, Math.max(0, (report?.rows ?? 1) - 1));
  const listed = mistakes?.rows.find((one) => one.row === row);
  const about = report && !stale && !listed ? `row ${part} ${row} ${revision}` : null;
  const [asked] = useLook(about, (engine) => engine.predictions(part, row, 1), PAUSE) ?? [];
  const answer = listed ?? asked;
  useEffect(() => {
    if (answer) useEvaluation.setState({ answer });
  }, [answer]);
  return row;
}

/** Which rows are listed, and which one is looked at. */
function Choices({ report, stale, row }: { report: AssessmentReply; stale: boolean; row: number }) {
  const t = useT();
  const of = useEvaluation((state) => state.of);
  const nameOf = useClassName();
  const filter = (name: 'truth' | 'predicted') => (
    <label className="field-row">
      <span className="soft small">{t(`evaluation.${name}`)}</span>
      <select
        className="field"
        data-testid={`mistakes-${name}`}
        value={of[name] ?? ''}
        disabled={stale}
        onChange={({ target: { value } }) =>
          useEvaluation.setState({ of: { ...of, [name]: value === '' ? undefined : Number(value) }, row: null })
        }
      >
        <option value="">{t('evaluation.anyClass')}</option>
        {report.confusion?.map((_, index) => (
          <option key={index} value={index}>
            {nameOf(index)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="rows-choices">
      <h3>{t('evaluation.listed')}</h3>
      {report.confusion && filter('truth')}
      {report.confusion && filter('predicted')}
      <div className="field-row">
        <span className="soft small">{t('evaluation.row')}</span>
        <NumberInput
          testId="evaluation-row"
          label={t('evaluation.row')}
          value={row}
          step={1}
          bounds={[0, report.rows - 1]}
          disabled={stale}
          accept={(value) => Number.isInteger(value) && value >= 0 && value < report.rows}
          onChange={(next) => useEvaluation.setState({ row: next })}
        />
      </div>
    </div>
  );
}
