import { create } from 'zustand';
import type { CatalogueId } from '../../core/data/catalogue.ts';
import type { Problem } from '../../core/problem.ts';

/** Where a data set stands on this machine. */
export type EntryState =
  /** Not here, or not all of it: `bytes` of it are. */
  | { readonly kind: 'absent'; readonly bytes: number }
  /** `total` is 0 until the first byte came. */
  | { readonly kind: 'fetching'; readonly done: number; readonly total: number; readonly stop: AbortController }
  | { readonly kind: 'here' };

interface CatalogueStore {
  /** Empty until the host was asked. */
  readonly entries: Readonly<Partial<Record<CatalogueId, EntryState>>>;
  /** What went wrong with a data set lately. */
  readonly problems: Readonly<Partial<Record<CatalogueId, readonly Problem[]>>>;
  /** Why there can be no downloads at all. */
  readonly unavailable: readonly Problem[];
}

export const useCatalogue = create<CatalogueStore>()(() => ({ entries: {}, problems: {}, unavailable: [] }));

export function setEntry(id: CatalogueId, state: EntryState): void {
  useCatalogue.setState(({ entries }) => ({ entries: { ...entries, [id]: state } }));
}

export function setEntryProblems(id: CatalogueId, problems: readonly Problem[]): void {
  useCatalogue.setState((state) => ({ problems: { ...state.problems, [id]: problems } }));
}
