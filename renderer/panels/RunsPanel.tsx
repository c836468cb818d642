import { Download, FileText, Timer } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { CurveChart } from '../charts/CurveChart.tsx';
import type { Metric } from '../charts/curves.ts';
import { exportText } from '../charts/exportFigure.ts';
import { useChosenRuns } from '../charts/useRuns.ts';
import { execute, useCommandState } from '../commands/command.ts';
import { commandOf } from '../commands/commands.ts';
import { exportReport } from '../commands/report.ts';
import { useT } from '../i18n/index.ts';
import { useCheckpoints } from '../store/checkpoints.ts';
import { useView } from '../store/view.ts';
import { useWorkspace } from '../store/workspace.ts';
import { CheckpointList } from './runs/CheckpointList.tsx';
import { CheckpointSettings } from './runs/CheckpointSettings.tsx';
import { Differences } from './runs/Differences.tsx';
import { RunTable } from './runs/RunTable.tsx';
import { runsCsv } from './runs/runsCsv.ts';
import { type RunsTab, useRunsView } from './runs/runsView.ts';

/** The trainings of this project so far, what they left behind, and any of them side by side. */
export default function RunsPanel() {
  const t = useT();
  const hasRuns = useWorkspace((state) => state.runs.length > 0);
  const checkpoints = useCheckpoints((state) => state.list.length);
  const tab = useRunsView((state) => state.tab);
  // Without a run to draw, the table has the room.
  const anyShown = useWorkspace((state) => state.shownRuns.length > 0);
  if (!hasRuns && checkpoints === 0) return <NoRuns />;
  return (
    <div className="runs-panel">
      <Tabs.Root
        className="runs-list"
        value={tab}
        onValueChange={(value) => useRunsView.setState({ tab: value as RunsTab })}
      >
        <div className="row runs-head">
          <Tabs.List className="row side-tabs" aria-label={t('dock.runs')}>
            <Tabs.Trigger value="runs" className="side-tab" data-testid="runs-tab-runs">
              {t('runs.tab')}
            </Tabs.Trigger>
            <Tabs.Trigger value="checkpoints" className="side-tab" data-testid="runs-tab-checkpoints">
              {t('runs.checkpoints.tab')} <span className="count quiet">{checkpoints}</span>
            </Tabs.Trigger>
          </Tabs.List>
          <span className="grow" />
          {tab === 'runs' ? <Exports /> : <CheckpointSettings />}
        </div>
        <Tabs.Content value="runs" className="scroll runs-scroll" tabIndex={-1}>
          <p className="faint small runs-hint">{t('runs.hint')}</p>
          <RunTable />
          <Differences />
        </Tabs.Content>
        <Tabs.Content value="checkpoints" className="scroll runs-scroll" tabIndex={-1}>
          <CheckpointList />
        </Tabs.Content>
      </Tabs.Root>
      {anyShown && (
        <>
          <Overlay metric="loss" />
          <Overlay metric="accuracy" />
        </>
      )}
    </div>
  );
}

function Exports() {
  const t = useT();
  const runs = useWorkspace((state) => state.runs);
  return (
    <>
      <TimingButton />
      <button
        type="button"
        className="button small"
        data-testid="runs-csv"
        onClick={() => void exportText('runs', 'csv', runsCsv(runs))}
      >
        <Download size={13} aria-hidden />
        {t('runs.export')}
      </button>
      <button
        type="button"
        className="button small"
        data-testid="runs-report"
        title={t('runs.report.hint')}
        onClick={() => void exportReport()}
      >
        <FileText size={13} aria-hidden />
        {t('runs.report.button')}
      </button>
    </>
  );
}

function Overlay({ metric }: { metric: Metric }) {
  const t = useT();
  const chosen = useChosenRuns(metric, null);
  return (
    <CurveChart
      metric={metric}
      testId={`runs-${metric}`}
      runs={chosen}
      revision={chosen}
      empty={<p>{t('runs.noMetric')}</p>}
    />
  );
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
