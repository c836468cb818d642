import type { TrainingState } from '../../core/train/state.ts';
import type { DocumentContent } from '../store/document.ts';
import { type RunPhase, useRun } from '../store/run.ts';
import { sameModel } from './changes.ts';

/** What the worker's model was made of. */
export interface Synced extends Pick<DocumentContent, 'training' | 'weights' | 'state'> {
  readonly graph: string;
  readonly data: string;
}

/**
 * A training that the worker no longer has: an edit took it away, which undo brings back, and its figures are true again;
 * or the worker died.
 */
interface SetAside {
  readonly model: Synced;
  readonly run: string;
  /** Where it is once it has been brought back; null for where it is by then. */
  readonly phase: RunPhase | null;
  /** Null for one that has not told of any step. */
  readonly state: TrainingState | null;
}

let last: SetAside | null = null;

/** Whether the figures that are shown are of this model's training. */
export function hasTrained(model: Synced): boolean {
  return sameModel(useRun.getState().origin, model);
}

/** Keeps the training of a model that is let go and has trained. */
export function setAside(model: Synced, state: TrainingState | null, phase: RunPhase | null): void {
  last = { model, run: useRun.getState().origin?.id ?? '', phase, state };
}

/** The training of a model that was let go, unless its figures have given way to those of another one. */
export function bringBack(model: Synced): Pick<SetAside, 'phase' | 'state'> | null {
  const isOurs = last?.run === useRun.getState().origin?.id && hasTrained(model);
  return last && isOurs && sameModel(last.model, model) ? last : null;
}
