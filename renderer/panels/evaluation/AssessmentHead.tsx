import { RefreshCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { PartChoice, usePart } from '../../charts/PartChoice.tsx';
import { execute, useCommandState } from '../../commands/command.ts';
import { commandOf } from '../../commands/commands.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../store/data.ts';
import { NotReady } from '../train/NotReady.tsx';
import { useReadiness } from '../train/readiness.ts';
import type { AssessmentState } from './useAssessment.ts';

const train = commandOf('train');

/** What there is to see before there is an assessment, and the way to one. Null where one is there. */
export function AssessmentEmpty({ state }: { state: AssessmentState }) {
  const t = useT();
  const readiness = useReadiness();
  const { enabled } = useCommandState(train);
  const part = usePart();
  const labelled = useData(({ summary }) => summary?.labelled[part] ?? true);
  if (state.report) return null;
  if (readiness !== 'ready') return <NotReady why={readiness} />;
  if (!labelled) return <p className="chart-note">{t('evaluation.noTargets')}</p>;
  if (state.untrained) {
    return (
      <div className="chart-empty" data-testid="evaluation-untrained">
        <strong>{t('evaluation.untrained')}</strong>
        <p>{t('evaluation.untrainedHint')}</p>
        <button type="button" className="button small" disabled={!enabled} onClick={() => execute(train)}>
          {t('evaluation.trainFirst')}
        </button>
      </div>
    );
  }
  if (state.progress || state.stopped) return <Progress state={state} />;
  return <p className="chart-note">{t('train.computing')}</p>;
}

/** Of which rows, of which weights, and whether they still are the present ones; what follows stands below. */
export function AssessmentHead({ state, children }: { state: AssessmentState; children?: ReactNode }) {
  const t = useT();
  const { report, stale } = state;
  const { enabled } = useCommandState(train);
  return (
    <aside className="evaluation-side scroll">
      <div className="row">
        {stale && report ? (
          <span className="small grow">
            {t('evaluation.of', { part: t(`train.part.${report.part}`), count: report.rows })}
          </span>
        ) : (
          <PartChoice />
        )}
        {report && <span className="faint small">{t('evaluation.epoch', { epoch: report.epoch })}</span>}
      </div>
      {stale && report && (
        <div className="evaluation-stale small" role="status" data-testid="evaluation-stale">
          <p>
            <TriangleAlert size={13} aria-hidden /> {t('evaluation.stale')}
          </p>
          <button type="button" className="button small" disabled={!enabled} onClick={() => execute(train)}>
            {t('train.empty.train')}
          </button>
        </div>
      )}
      {report && (state.progress || state.stopped) && <Progress state={state} />}
      {report && children}
    </aside>
  );
}

function Progress({ state: { progress, stopped, stop, start } }: { state: AssessmentState }) {
  const t = useT();
  if (stopped) {
    return (
      <div className="evaluation-progress">
        <p className="small">{t('evaluation.stopped')}</p>
        <button type="button" className="button small" onClick={start}>
          <RefreshCw size={13} aria-hidden />
          {t('evaluation.again')}
        </button>
      </div>
    );
  }
  if (!progress) return null;
  return (
    <div className="evaluation-progress" data-testid="evaluation-progress">
      <progress value={progress.done} max={progress.of} aria-label={t('train.computing')} />
      <span className="number small">{t('evaluation.progress', { ...progress })}</span>
      <button type="button" className="button small" onClick={stop}>
        {t('evaluation.stop')}
      </button>
    </div>
  );
}
