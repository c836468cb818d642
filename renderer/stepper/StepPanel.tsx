import { Tabs } from 'radix-ui';
import { useT } from '../i18n/index.ts';
import { GradientCheckPanel } from './GradientCheckPanel.tsx';
import { LossSurfacePanel } from './LossSurfacePanel.tsx';
import { TapePanel } from './TapePanel.tsx';

const tabs = { tape: TapePanel, check: GradientCheckPanel, surface: LossSurfacePanel } as const;

/** Step: the tape, and two experiments on the same gradients. */
export default function StepPanel() {
  const t = useT();
  return (
    <Tabs.Root defaultValue="tape" orientation="vertical" className="step-panel">
      <Tabs.List className="step-tabs" aria-label={t('dock.step')}>
        {(Object.keys(tabs) as (keyof typeof tabs)[]).map((name) => (
          <Tabs.Trigger key={name} value={name} className="step-tab" data-testid={`step-${name}`}>
            {t(`step.tab.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {Object.entries(tabs).map(([name, Panel]) => (
        <Tabs.Content key={name} value={name} className="step-content" tabIndex={-1}>
          <Panel />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
