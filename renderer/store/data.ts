import { create } from 'zustand';
import type { Problem } from '../../core/problem.ts';
import type { DataSummary } from '../engine/api.ts';

/** What is known of the project's data: it is read by the worker, and told here. */
interface DataStore {
  /** The settings that the rest belongs to. */
  readonly revision: string;
  readonly loading: boolean;
  /** How far the file is read that takes its time; null where none does. */
  readonly progress: { readonly file: string; readonly done: number; readonly total: number | null } | null;
  readonly summary: DataSummary | null;
  readonly problems: readonly Problem[];
  /** Why the network and these data, each sound by itself, cannot work together: a target that no output stands for. */
  readonly misfits: readonly Problem[];
}

export const useData = create<DataStore>()(() => ({
  revision: '',
  loading: false,
  progress: null,
  summary: null,
  problems: [],
  misfits: [],
}));
