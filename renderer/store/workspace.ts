import { create } from 'zustand';
import type { Preprocessing } from '../../core/data/prepare.ts';
import type { RunRecord } from '../../core/project/runLog.ts';
import type { FileToken } from '../host/index.ts';
import { useData } from './data.ts';
import { amend, type DocumentContent, useDocument } from './document.ts';
import { type TrainedRun, trainedTo, useRun } from './run.ts';

export interface WorkspaceStore {
  /** Where the project is saved; null where it never was. */
  readonly token: FileToken | null;
  readonly fileName: string | null;
  /** The document as it was saved last; another one is unsaved work. */
  readonly saved: DocumentContent | null;
  /** The weights that were saved last, by the training that came to them; null where none did. */
  readonly savedTraining: string | null;
  /** How the file looked when it was read or written here; null where that is not known. */
  readonly stamp: string | null;
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
  savedTraining: null,
  stamp: null,
  preprocessing: null,
  draftId: crypto.randomUUID(),
  runs: [],
  shownRuns: [],
  afterSettling: null,
}));

/** Whether the document differs from its file. */
export function isEdited(document: DocumentContent, saved: DocumentContent | null): boolean {
  if (saved === null) return document.graph.blocks.length > 0;
  return (['name', 'graph', 'data', 'training', 'weights', 'inputs'] as const).some(
    (key) => document[key] !== saved[key],
  );
}

/** Whether weights were trained that the project's file lacks. Without a file they count for nothing: examples are trained and left. */
function isTrainedSince(run: TrainedRun, { token, savedTraining }: WorkspaceStore): boolean {
  return token !== null && trainedTo(run) !== savedTraining;
}

/** Whether something would be lost with the window. */
export function isDirty(): boolean {
  const workspace = useWorkspace.getState();
  return isEdited(useDocument.getState(), workspace.saved) || isTrainedSince(useRun.getState(), workspace);
}

export function useDirty(): boolean {
  const workspace = useWorkspace();
  const edited = useDocument((document) => isEdited(document, workspace.saved));
  const trained = useRun((run) => isTrainedSince(run, workspace));
  return edited || trained;
}

/**
 * Makes weights that training came to, or began with, part of the document, without a step in its history: for that they are
 * no more unsaved than before.
 */
export function adoptWeights(weights: Pick<DocumentContent, 'weights' | 'state'>): void {
  const workspace = useWorkspace.getState();
  const { saved } = workspace;
  const isNews = saved?.weights !== useDocument.getState().weights || isTrainedSince(useRun.getState(), workspace);
  amend(weights);
  if (saved && !isNews) useWorkspace.setState({ saved: { ...saved, ...weights } });
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
