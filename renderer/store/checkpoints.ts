import { create } from 'zustand';
import type { Checkpoint } from '../../core/project/checkpoints.ts';
import type { EpochReport } from '../../core/train/run.ts';
import type { TrainingState } from '../../core/train/state.ts';
import type { FileToken } from '../host/index.ts';

export interface KeptCheckpoint extends Checkpoint {
  /** Milliseconds since 1970. */
  readonly keptAt: number;
  /** The project beside which its file lies; null where the engine holds it and it is no file yet. */
  readonly place: FileToken | null;
}

interface CheckpointStore {
  /** Those of the project that is open, by run and epoch as they came. */
  readonly list: readonly KeptCheckpoint[];
  add(run: string, kept: readonly { readonly epoch: number; readonly bytes: number }[]): void;
  /** The engine has lost what it held. */
  forgetHeld(): void;
}

/** The checkpoints of a project's trainings. Which of them stay, and that they become files, is seen to elsewhere. */
export const useCheckpoints = create<CheckpointStore>()((set) => ({
  list: [],
  add(run, kept) {
    if (kept.length === 0) return;
    const news = kept.map((one): KeptCheckpoint => ({ ...one, run, keptAt: Date.now(), place: null }));
    const replaced = new Set(kept.map(({ epoch }) => epoch));
    set(({ list }) => ({ list: [...list.filter((one) => one.run !== run || !replaced.has(one.epoch)), ...news] }));
  },
  forgetHeld: () => set(({ list }) => ({ list: list.filter(({ place }) => place !== null) })),
}));

/** Where a training's state was taken from, what had been reported by then, and where that was computed. */
export interface Beginning {
  readonly checkpoint: Pick<Checkpoint, 'run' | 'epoch'>;
  readonly reports: readonly EpochReport[];
  readonly backend: string;
}

/** A state is a value: wherever undo and redo take it, it comes from the same checkpoint. */
const beginnings = new WeakMap<TrainingState, Beginning>();

export function noteBeginning(state: TrainingState, beginning: Beginning): void {
  beginnings.set(state, beginning);
}

export function cameFrom(state: TrainingState | null): Beginning | null {
  return (state && beginnings.get(state)) ?? null;
}
