import { type ReactNode, useMemo } from 'react';
import { CurveChart } from '../../charts/CurveChart.tsx';
import type { Metric } from '../../charts/curves.ts';
import { PartChoice } from '../../charts/PartChoice.tsx';
import { hasPlane } from '../../charts/plane.ts';
import { Scatter } from '../../charts/Scatter.tsx';
import { useChosenRuns, useCurrentRun } from '../../charts/useRuns.ts';
import { execute, useCommandState } from '../../commands/command.ts';
import { commandOf } from '../../commands/commands.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../store/data.ts';
import { NotReady } from './NotReady.tsx';
import { useReadiness } from './readiness.ts';

const train = commandOf('train');

/** The current training's curves of a metric, and behind them those of the runs that were chosen in the history. */
export function Curves({ metric }: { metric: Metric }) {
  const { run, id, revision } = useCurrentRun(metric);
  const chosen = useChosenRuns(metric, id);
  const runs = useMemo(() => (run ? [run, ...chosen] : chosen), [run, chosen]);
  const regression = useData(({ summary }) => hasPlane(summary) && summary.task === 'regression');
  if (metric === 'accuracy' && regression) return <PredictedAndTrue />;
  return (
    <CurveChart
      metric={metric}
      testId={`chart-${metric}`}
      runs={runs}
      revision={revision}
      empty={metric === 'loss' ? <BeforeTraining /> : <NoAccuracy />}
    />
  );
}

/** Numbers are not right or wrong: in the accuracy's place stands how near the predictions come. */
function PredictedAndTrue() {
  const t = useT();
  const readiness = useReadiness();
  return (
    <section className="chart" data-testid="chart-accuracy" aria-label={t('train.scatter.title')}>
      <header className="chart-head">
        <h3>{t('train.scatter.title')}</h3>
        <PartChoice />
      </header>
      {readiness === 'ready' ? <Scatter /> : <NotReady why={readiness} />}
    </section>
  );
}

function BeforeTraining(): ReactNode {
  const t = useT();
  const { enabled } = useCommandState(train);
  return (
    <>
      <p>{t('train.empty.loss')}</p>
      <button type="button" className="button small" disabled={!enabled} onClick={() => execute(train)}>
        {t('train.empty.train')}
      </button>
    </>
  );
}

function NoAccuracy(): ReactNode {
  const t = useT();
  const regression = useData((state) => state.summary?.task === 'regression');
  return <p>{t(regression ? 'train.empty.regression' : 'train.empty.accuracy')}</p>;
}
