import { Tabs } from 'radix-ui';
import { Confusion } from '../../charts/Confusion.tsx';
import { type SideTab, useChartOptions } from '../../charts/options.ts';
import { hasPlane } from '../../charts/plane.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../store/data.ts';
import { BlockDistributions } from './BlockDistributions.tsx';
import { NotReady } from './NotReady.tsx';
import { Predictions } from './Predictions.tsx';
import { useReadiness } from './readiness.ts';

const tabs: readonly SideTab[] = ['confusion', 'predictions', 'distributions'];

/** A closer look at what the network does: class by class, row by row, block by block. */
export function SidePanel() {
  const t = useT();
  const chosen = useChartOptions((state) => state.sideTab);
  const readiness = useReadiness();
  // Where the rows are no plane the confusion matrix has the boundary's place.
  const withConfusion = useData(({ summary }) => hasPlane(summary) && summary.task === 'classification');
  const shown = withConfusion ? tabs : tabs.filter((tab) => tab !== 'confusion');
  const tab = shown.includes(chosen) ? chosen : 'predictions';
  return (
    <Tabs.Root
      className="chart side-panel"
      value={tab}
      onValueChange={(value) => useChartOptions.setState({ sideTab: value as SideTab })}
    >
      <div className="chart-head">
        <Tabs.List className="row side-tabs" aria-label={t('train.side')}>
          {shown.map((name) => (
            <Tabs.Trigger key={name} value={name} className="side-tab" data-testid={`train-${name}`}>
              {t(`train.${name}.tab`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </div>
      <Tabs.Content value={tab} className="side-content" tabIndex={-1}>
        {readiness !== 'ready' ? <NotReady why={readiness} /> : <Shown tab={tab} />}
      </Tabs.Content>
    </Tabs.Root>
  );
}

function Shown({ tab }: { tab: SideTab }) {
  if (tab === 'confusion') return <Confusion />;
  if (tab === 'predictions') return <Predictions />;
  return <BlockDistributions />;
}
