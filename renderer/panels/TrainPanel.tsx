import { Tabs } from 'radix-ui';
import { type TrainView, trainViews, useChartOptions } from '../charts/options.ts';
import { useT } from '../i18n/index.ts';
import { EvaluationPanel } from './evaluation/EvaluationPanel.tsx';
import { RowsPanel } from './evaluation/RowsPanel.tsx';
import { Curves } from './train/Curves.tsx';
import { PlanePanel } from './train/PlanePanel.tsx';
import { SidePanel } from './train/SidePanel.tsx';
import { TrainingForm } from './train/TrainingForm.tsx';

const views = { training: Training, evaluation: EvaluationPanel, rows: RowsPanel } as const;

/** How the network is trained, how good it has become, and what it says of single rows. */
export default function TrainPanel() {
  const t = useT();
  const view = useChartOptions((state) => state.view);
  return (
    <Tabs.Root
      className="train-panel"
      value={view}
      onValueChange={(next) => useChartOptions.setState({ view: next as TrainView })}
    >
      <Tabs.List className="train-views" aria-label={t('evaluation.views')}>
        {trainViews.map((name) => (
          <Tabs.Trigger key={name} value={name} className="side-tab" data-testid={`train-view-${name}`}>
            {t(`evaluation.view.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {trainViews.map((name) => {
        const View = views[name];
        return (
          <Tabs.Content key={name} value={name} className="train-scroll scroll" tabIndex={-1}>
            <View />
          </Tabs.Content>
        );
      })}
    </Tabs.Root>
  );
}

/** Training at a glance: how it is done, how it goes, and what has been learnt so far. */
function Training() {
  return (
    <div className="train-grid">
      <TrainingForm />
      <Curves metric="loss" />
      <Curves metric="accuracy" />
      <PlanePanel />
      <SidePanel />
    </div>
  );
}
