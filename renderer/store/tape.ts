import { create } from 'zustand';

/** Where the stepper stands. What the tape holds stays in the worker. */
interface TapeStore {
  readonly position: number | null;
}

export const useTape = create<TapeStore>()(() => ({ position: null }));
