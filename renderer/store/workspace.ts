import { create } from 'zustand';
import type { EpochReport } from '../../core/train/run.ts';
import type { TrainingSettings } from '../../core/train/settings.ts';
import type { FileToken } from '../host/index.ts';
import { type DocumentContent, useDocument } from './document.ts';
import { useRun } from './run.ts';

/** A training that took place in this project: what it was, and how it went. */
export interface RunRecord {
  readonly id: string;
  readonly startedAt: number;
  readonly graph: string;
  readonly data: string;
  readonly training: TrainingSettings;
  readonly backend: string;
  readonly ending: string;
  readonly reports: readonly EpochReport[];
}

interface WorkspaceStore {
  /** Where the project is saved; null where it never was. */
  readonly token: FileToken | null;
  readonly fileName: string | null;
  /** The document as it was saved last; another one is unsaved work. */
  readonly saved: DocumentContent | null;
  readonly draftId: string;
  readonly runs: readonly RunRecord[];
  readonly shownRuns: readonly string[];
  /** What waits for the user's word on unsaved work. */
  readonly afterSettling: (() => void) | null;
  noteRun(): void;
}

/** The project's place in the world: its file, its unsaved work, its past trainings. */
export const useWorkspace = create<WorkspaceStore>()((set) => ({
  token: null,
  fileName: null,
  saved: null,
  draftId: crypto.randomUUID(),
  runs: [],
  shownRuns: [],
  afterSettling: null,
  noteRun() {
    const { origin, reports, phase, speed } = useRun.getState();
    if (!origin || reports.length === 0) return;
    const { weights: _, ...about } = origin;
    const record: RunRecord = {
      ...about,
      backend: speed?.executor.backend ?? '',
      ending: phase.kind === 'done' ? phase.reason : phase.kind,
      reports,
    };
    set(({ runs }) => ({ runs: [...runs.filter(({ id }) => id !== record.id), record] }));
  },
}));

/** Whether the document differs from its file. */
export function isDirty(document: DocumentContent, saved: DocumentContent | null): boolean {
  if (saved === null) return document.graph.blocks.length > 0;
  return (['name', 'graph', 'data', 'training', 'weights'] as const).some((key) => document[key] !== saved[key]);
}

export function useDirty(): boolean {
  const saved = useWorkspace((state) => state.saved);
  return useDocument((state) => isDirty(state, saved));
}
