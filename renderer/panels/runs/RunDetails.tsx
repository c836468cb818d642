import { History, Network, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { revisionMark } from '../../../core/graph/revision.ts';
import { MOST_NAME, MOST_NOTE, type RunRecord } from '../../../core/project/runLog.ts';
import { deleteCheckpoints } from '../../commands/checkpoints.ts';
import { deleteRun, differsFromRun, remark, restoreRun } from '../../commands/history.ts';
import { useT } from '../../i18n/index.ts';
import { format } from '../../parts/number.ts';
import { useCheckpoints } from '../../store/checkpoints.ts';
import { useDocument } from '../../store/document.ts';
import { useWorkspace } from '../../store/workspace.ts';
import { useRunsView } from './runsView.ts';

/** A run more closely: what the user says of it, what it came to on the test part, and what can be done with it. */
export function RunDetails({ run, number }: { run: RunRecord; number: number }) {
  const t = useT();
  const id = useId();
  const { test } = run;
  return (
    <div className="run-details" data-testid="run-details">
      <div className="run-words">
        <label htmlFor={`${id} name`} className="soft small">
          {t('runs.name')}
        </label>
        <Words id={`${id} name`} run={run} field="name" most={MOST_NAME} />
        <label htmlFor={`${id} note`} className="soft small">
          {t('runs.note')}
        </label>
        <Words id={`${id} note`} run={run} field="note" most={MOST_NOTE} />
      </div>
      <div className="run-facts">
        <p className="small">
          {test
            ? t('runs.test', {
                rows: test.rows,
                loss: format(test.loss),
                accuracy: test.accuracy === null ? '–' : test.accuracy.toFixed(4),
              })
            : t('runs.noTest')}
        </p>
        <p className="small soft">
          {t('runs.facts', { seed: run.training.seed, graph: revisionMark(run.graph) })}
          {run.resumed && ` · ${t('runs.resumed', { run: nameOfRun(run.resumed.run), epoch: run.resumed.epoch })}`}
        </p>
        <Actions run={run} number={number} />
      </div>
    </div>
  );
}

function nameOfRun(id: string): string {
  const index = useWorkspace.getState().runs.findIndex((run) => run.id === id);
  return index < 0 ? id : `#${index + 1}`;
}

interface WordsProps {
  readonly id: string;
  readonly run: RunRecord;
  readonly field: 'name' | 'note';
  readonly most: number;
}

/** Written down when the field is left, as a line of the log each time. */
function Words({ id, run, field, most }: WordsProps) {
  const t = useT();
  const text = run[field] ?? '';
  const take = (value: string) => {
    if (value !== text) remark(run.id, { [field]: value });
  };
  const common = {
    id,
    className: 'field',
    maxLength: most,
    defaultValue: text,
    placeholder: t(`runs.${field}Hint`),
    'data-testid': `run-${field}`,
    onBlur: (event: React.FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => take(event.target.value),
  };
  if (field === 'note') return <textarea key={text} rows={2} {...common} />;
  return <input key={text} {...common} onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()} />;
}

function Actions({ run, number }: { run: RunRecord; number: number }) {
  const t = useT();
  const differs = useDocument((document) => differsFromRun(run, document));
  const checkpoints = useCheckpoints(({ list }) => list.filter((one) => one.run === run.id).length);
  const remove = () => {
    deleteCheckpoints(useCheckpoints.getState().list.filter((one) => one.run === run.id));
    deleteRun(run.id);
  };
  return (
    <div className="row wrap">
      <button
        type="button"
        className="button small"
        data-testid="run-restore"
        title={t('runs.restoreHint')}
        onClick={() => restoreRun(run, `#${number}`, false)}
      >
        <History size={13} aria-hidden />
        {t('runs.restore')}
      </button>
      <button
        type="button"
        className="button small"
        data-testid="run-restore-network"
        disabled={!differs}
        title={t(differs ? 'runs.restoreNetworkHint' : 'runs.sameNetwork')}
        onClick={() => restoreRun(run, `#${number}`, true)}
      >
        <Network size={13} aria-hidden />
        {t('runs.restoreNetwork')}
      </button>
      <button
        type="button"
        className="button small"
        disabled={checkpoints === 0}
        onClick={() => useRunsView.setState({ tab: 'checkpoints' })}
      >
        {t('runs.checkpoints.count', { count: checkpoints })}
      </button>
      <button type="button" className="button quiet small" data-testid="run-delete" onClick={remove}>
        <Trash2 size={13} aria-hidden />
        {t(checkpoints > 0 ? 'runs.deleteWithCheckpoints' : 'runs.delete', { count: checkpoints })}
      </button>
    </div>
  );
}
