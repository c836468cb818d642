import { ChevronDown, ChevronUp } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { useT } from '../i18n/index.ts';
import { ErrorBoundary } from '../parts/ErrorBoundary.tsx';
import { useDocument } from '../store/document.ts';
import { useProblems } from '../store/problems.ts';
import { type DockTab, dockTabs, useView } from '../store/view.ts';
import { ProblemsPanel } from './ProblemsPanel.tsx';

const panels = {
  train: lazy(() => import('./TrainPanel.tsx')),
  step: lazy(() => import('../stepper/StepPanel.tsx')),
  data: lazy(() => import('./DataPanel.tsx')),
  runs: lazy(() => import('./RunsPanel.tsx')),
  kernels: lazy(() => import('../stepper/KernelsPanel.tsx')),
  problems: ProblemsPanel,
} as const;

/** What lies below the canvas; it follows what one does. */
export function Dock() {
  const t = useT();
  const tab = useView((state) => state.dockTab);
  const open = useView((state) => state.dockOpen);
  const problems = useProblems().length;
  const set = useView((state) => state.set);
  const action = useDocument((state) => state.action);
  return (
    <Tabs.Root
      className="dock"
      value={tab}
      onValueChange={(value) => set({ dockTab: value as DockTab, dockOpen: true })}
    >
      <div className="dock-tabs">
        <Tabs.List className="row grow" aria-label={t('command.toggleDock')}>
          {dockTabs.map((name) => (
            <Tabs.Trigger key={name} value={name} className="dock-tab" data-testid={`tab-${name}`}>
              {t(`dock.${name}`)}
              {name === 'problems' && problems > 0 && <span className="count">{problems}</span>}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <button
          type="button"
          className="button quiet small icon"
          aria-label={t('command.toggleDock')}
          aria-expanded={open}
          onClick={() => set({ dockOpen: !open })}
        >
          {open ? <ChevronDown size={14} aria-hidden /> : <ChevronUp size={14} aria-hidden />}
        </button>
      </div>
      {open &&
        dockTabs.map((name) => {
          const Panel = panels[name];
          return (
            <Tabs.Content key={name} value={name} className="dock-panel" tabIndex={-1}>
              <ErrorBoundary of={action}>
                <Suspense fallback={<p className="empty faint">{t('app.loading')}</p>}>
                  <Panel />
                </Suspense>
              </ErrorBoundary>
            </Tabs.Content>
          );
        })}
    </Tabs.Root>
  );
}
