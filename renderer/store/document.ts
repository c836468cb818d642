import { temporal } from 'zundo';
import { create } from 'zustand';
import type { Text } from '../../core/blocks/params.ts';
import type { DataSettings } from '../../core/data/settings.ts';
import type { Graph } from '../../core/graph/graph.ts';
import { type HandInputs, readHandRows, writeHandRows } from '../../core/project/handInputs.ts';
import type { Project } from '../../core/project/project.ts';
import type { TrainingSettings } from '../../core/train/settings.ts';
import type { TrainingState } from '../../core/train/state.ts';
import type { Weights } from '../../core/train/weights.ts';
import { newProject } from './newProject.ts';

/** What a change is called in the undo menu: a key of the catalogue and the name that goes into it. */
export interface Action {
  readonly key: ActionKey;
  /** A name of the user's, or one that both languages have. */
  readonly detail?: string | Text;
}

export type ActionKey =
  | 'open'
  | 'addBlock'
  | 'addStack'
  | 'connect'
  | 'disconnect'
  | 'remove'
  | 'move'
  | 'arrange'
  | 'insert'
  | 'paste'
  | 'duplicate'
  | 'cut'
  | 'setParam'
  | 'rename'
  | 'renameProject'
  | 'reorder'
  | 'addNote'
  | 'editNote'
  | 'fix'
  | 'setData'
  | 'setTraining'
  | 'editInputs'
  | 'editWeights'
  | 'loadWeights'
  | 'keepWeights'
  | 'applyUpdate'
  | 'restoreSettings'
  | 'restoreRun'
  | 'resume';

/** Everything that a person makes and may want back: one value, replaced by every change. */
export interface DocumentContent {
  readonly name: string;
  readonly graph: Graph;
  readonly data: DataSettings | null;
  readonly training: TrainingSettings;
  /** Weights set by hand, loaded from a file or kept from a training; the seed fills in what they leave open. */
  readonly weights: Weights | null;
  /** A training's state to go on from, which brings its own weights; null where there is none. */
  readonly state: TrainingState | null;
  /** Rows typed in by hand, which the stepper and the predictions can take in place of the data. */
  readonly inputs: HandInputs | null;
  /** Keys of the file that this version does not know; they are written back as they were. */
  readonly extra: Readonly<Record<string, unknown>>;
  /** The change that led here. */
  readonly action: Action;
}

export interface EditOptions {
  /** Changes with the same name that follow each other closely count as one: a drag, a spin of a number. */
  readonly gesture?: string;
}

interface DocumentStore extends DocumentContent {
  edit(action: Action, change: Partial<DocumentContent>, options?: EditOptions): void;
  /** Takes another document in hand; there is nothing to undo then. */
  load(content: DocumentContent): void;
}

/** Two changes of one gesture may lie this far apart, in milliseconds. */
const GESTURE_PAUSE = 1000;

let gesture: { name: string; at: number } | null = null;

export const useDocument = create<DocumentStore>()(
  temporal(
    (set) => ({
      ...contentOf(newProject()),
      edit(action, change, options = {}) {
        const history = useDocument.temporal.getState();
        const now = performance.now();
        const goesOn = gesture !== null && gesture.name === options.gesture && now - gesture.at < GESTURE_PAUSE;
        gesture = options.gesture === undefined ? null : { name: options.gesture, at: now };
        if (goesOn) history.pause();
        // Weights that are set by hand begin a training of their own.
        set({ ...(change.weights !== undefined && { state: null }), ...change, action });
        if (goesOn) history.resume();
      },
      load(content) {
        gesture = null;
        set(content);
        useDocument.temporal.getState().clear();
      },
    }),
    {
      limit: 300,
      partialize: ({ edit: _, load: __, ...content }): DocumentContent => content,
      equality: (before, after) =>
        before.graph === after.graph &&
        before.name === after.name &&
        before.data === after.data &&
        before.training === after.training &&
        before.weights === after.weights &&
        before.state === after.state &&
        before.inputs === after.inputs,
    },
  ),
);

/** The document of a project that was opened. */
export function contentOf(project: Project, weights: Weights | null = null): DocumentContent {
  const { name, graph, data, training, handRows, ...extra } = project;
  const inputs = handRows ? readHandRows(handRows) : null;
  return { name, graph, data, training, weights, state: null, inputs, extra, action: { key: 'open' } };
}

/** The project as files hold it. */
export function projectOf({ name, graph, data, training, inputs, extra }: DocumentContent): Project {
  return { ...extra, name, graph, data, training, ...(inputs && { handRows: writeHandRows(inputs) }) };
}

/** Notes something as part of the document as it is, without making it a change that could be undone. */
export function amend(change: Partial<DocumentContent>): void {
  const history = useDocument.temporal.getState();
  history.pause();
  useDocument.setState(change);
  history.resume();
}

/** Renames what data the document has, now and at every step of its history, which stays what it was. */
export function renameData(rename: (data: DataSettings) => DataSettings): void {
  const renamed = new Map<DataSettings | null, DataSettings | null>([[null, null]]);
  const data = (before: DataSettings | null) => {
    if (!renamed.has(before)) renamed.set(before, before && rename(before));
    return renamed.get(before) as DataSettings | null;
  };
  const history = useDocument.temporal;
  const { pastStates, futureStates } = history.getState();
  const all = <T extends Partial<DocumentContent>>(states: T[]) =>
    states.map((state) => ({ ...state, ...(state.data && { data: data(state.data) }) }));
  amend({ data: data(useDocument.getState().data) });
  history.setState({ pastStates: all(pastStates), futureStates: all(futureStates) });
}

/** Ends a gesture, so that the next change of the same name stands for itself in the undo menu. */
export function endGesture(): void {
  gesture = null;
}

export function undo(): void {
  endGesture();
  useDocument.temporal.getState().undo();
}

export function redo(): void {
  endGesture();
  useDocument.temporal.getState().redo();
}
