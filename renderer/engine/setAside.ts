import type { TrainingState } from '../../core/train/state.ts';
import type { DocumentContent } from '../store/document.ts';
import { isBusy, type RunPhase, useRun } from '../store/run.ts';
import type { RemoteEngine } from './client.ts';

/** What the worker's model was made of. */
export interface Synced extends Pick<DocumentContent, 'training' | 'weights' | 'state'> {
  readonly graph: string;
  readonly data: string;
}

/** Whether two models are the same network with the same start; how they are trained may differ. */
export function sameModel(one: Synced | null, other: Synced): boolean {
  return (
    one !== null &&
    one.graph === other.graph &&
    one.data === other.data &&
    one.weights === other.weights &&
    one.state === other.state
  );
}

/** A training that an edit took from the worker. Undoing the edit brings it back, and its figures are true again. */
interface SetAside {
  readonly model: Synced;
  readonly run: string;
  readonly phase: RunPhase;
  readonly state: TrainingState;
}

let last: SetAside | null = null;

/** Keeps the training of a model that is about to be let go. */
export async function setAside(model: Synced | null, engine: RemoteEngine): Promise<void> {
  const { origin, phase } = useRun.getState();
  if (!model || origin?.graph !== model.graph || origin.data !== model.data) return;
  const state = await engine.state();
  if (state) last = { model, run: origin.id, phase: isBusy({ phase }) ? { kind: 'paused' } : phase, state };
}

/** The training of a model that was let go, unless its figures have given way to those of another one. */
export function bringBack(model: Synced): Pick<SetAside, 'phase' | 'state'> | null {
  return last && last.run === useRun.getState().origin?.id && sameModel(last.model, model) ? last : null;
}
