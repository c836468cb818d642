import { Download, Timer } from 'lucide-react';
import { CurveChart } from '../charts/CurveChart.tsx';
import type { Metric } from '../charts/curves.ts';
import { exportText } from '../charts/exportFigure.ts';
import { useChosenRuns } from '../charts/useRuns.ts';
import { execute, useCommandState } from '../commands/command.ts';
import { commandOf } from '../commands/commands.ts';
import { useT } from '../i18n/index.ts';
import { useView } from '../store/view.ts';
import { useWorkspace } from '../store/workspace.ts';
import { Differences } from './runs/Differences.tsx';
import { RunTable } from './runs/RunTable.tsx';
import { runsCsv } from './runs/runsCsv.ts';

/** The trainings of this project so far, and any of them side by side. */
export default function RunsPanel() {
  const t = useT();
  const runs = useWorkspace((state) => state.runs);
  if (runs.length === 0) return <NoRuns />;
  return (
    <div className="runs-panel">
      <div className="runs-list">
        <div className="row runs-head">
          <p className="soft small grow">{t('runs.hint')}</p>
          <TimingButton />
          <button type="button" className="button small" onClick={() => void exportText('runs', 'csv', runsCsv(runs))}>
            <Download size={13} aria-hidden />
            {t('runs.export')}
          </button>
        </div>
        <div className="scroll runs-scroll">
          <RunTable />
          <Differences />
        </div>
      </div>
      <Overlay metric="loss" />
      <Overlay metric="accuracy" />
    </div>
  );
}

function Overlay({ metric }: { metric: Metric }) {
  const t = useT();
  const chosen = useChosenRuns(metric, null);
  const anyShown = useWorkspace((state) => state.shownRuns.length > 0);
  const choose = () => useWorkspace.setState(({ runs }) => ({ shownRuns: runs.map(({ id }) => id) }));
  const empty = anyShown ? (
    <p>{t('runs.noMetric')}</p>
  ) : (
    <>
      <p>{t('runs.noneChosen')}</p>
      {metric === 'loss' && (
        <button type="button" className="button small" onClick={choose}>
          {t('runs.chooseAll')}
        </button>
      )}
    </>
  );
  return <CurveChart metric={metric} testId={`runs-${metric}`} runs={chosen} revision={chosen} empty={empty} />;
}

/** The way to the measurement of batch sizes and backends. */
function TimingButton() {
  const t = useT();
  const { enabled } = useCommandState(train);
  const open = () => useView.getState().set({ dialog: 'timing' });
  return (
    <button type="button" className="button small" data-testid="timing" disabled={!enabled} onClick={open}>
      <Timer size={13} aria-hidden />
      {t('runs.timing.open')}
    </button>
  );
}

const train = commandOf('train');

function NoRuns() {
  const t = useT();
  const { enabled } = useCommandState(train);
  return (
    <div className="empty">
      <strong>{t('runs.none')}</strong>
      <p className="small">{t('runs.noneHint')}</p>
      <button type="button" className="button" disabled={!enabled} onClick={() => execute(train)}>
        {t('train.empty.train')}
      </button>
      <TimingButton />
    </div>
  );
}
