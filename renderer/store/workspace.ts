import { create } from 'zustand';
import type { Preprocessing } from '../../core/data/prepare.ts';
import type { RunRecord } from '../../core/project/runLog.ts';
import type { FileToken } from '../host/index.ts';
import { useData } from './data.ts';
import { type DocumentContent, useDocument } from './document.ts';

interface WorkspaceStore {
  /** Where the project is saved; null where it never was. */
  readonly token: FileToken | null;
  readonly fileName: string | null;
  /** The document as it was saved last; another one is unsaved work. */
  readonly saved: DocumentContent | null;
  /** How the weights that came with the project want their rows: all there is to tell it while its data cannot be read. */
  readonly preprocessing: Preprocessing | null;
  readonly draftId: string;
  readonly runs: readonly RunRecord[];
  readonly shownRuns: readonly string[];
  /** What waits for the user's word on unsaved work. */
  readonly afterSettling: (() => void) | null;
}

/** The project's place in the world: its file, its unsaved work, its past trainings. */
export const useWorkspace = create<WorkspaceStore>()(() => ({
  token: null,
  fileName: null,
  saved: null,
  preprocessing: null,
  draftId: crypto.randomUUID(),
  runs: [],
  shownRuns: [],
  afterSettling: null,
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

/** How rows are prepared for the network: as the data say, or what came with its weights. */
export function preprocessingNow(): Preprocessing | null {
  return useData.getState().summary?.preprocessing ?? useWorkspace.getState().preprocessing;
}

export function usePreprocessing(): Preprocessing | null {
  const ofData = useData(({ summary }) => summary?.preprocessing);
  const came = useWorkspace(({ preprocessing }) => preprocessing);
  return ofData ?? came;
}
