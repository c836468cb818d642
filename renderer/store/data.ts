import { create } from 'zustand';
import type { Problem } from '../../core/problem.ts';
import type { DataSummary } from '../engine/api.ts';

export interface ReadingProgress {
  readonly file: string;
  readonly done: number;
  readonly total: number | null;
}

/** What is known of the project's data: it is read by the worker, and told here. */
interface DataStore {
  /** The settings that the rest belongs to. */
  readonly revision: string;
  readonly loading: boolean;
  /** How far the file is read that takes its time; null where none does. */
  readonly progress: ReadingProgress | null;
  /** The same of a file that is being looked into, before anything of it is used; `cancel` ends it. */
  readonly looking: (ReadingProgress & { readonly cancel: () => void }) | null;
  readonly summary: DataSummary | null;
  readonly problems: readonly Problem[];
  /** Why the network and these data, each sound by itself, cannot work together: a target that no output stands for. */
  readonly misfits: readonly Problem[];
}

export const useData = create<DataStore>()(() => ({
  revision: '',
  loading: false,
  progress: null,
  looking: null,
  summary: null,
  problems: [],
  misfits: [],
}));
