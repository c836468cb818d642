import { create } from 'zustand';

export type RunsTab = 'runs' | 'checkpoints';

/** How the Runs panel is looked at. */
export const useRunsView = create<{
  readonly tab: RunsTab;
  /** The run that is looked at more closely. */
  readonly open: string | null;
}>()(() => ({ tab: 'runs', open: null }));
