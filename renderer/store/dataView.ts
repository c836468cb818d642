import { create } from 'zustand';
import type { Part } from '../../core/data/dataset.ts';
import type { DataSettings, Source } from '../../core/data/settings.ts';
import { useDocument } from './document.ts';
import { useView } from './view.ts';
import { useWorkspace } from './workspace.ts';

/** The tabs of the panel: the kinds of sources, whichever is in use, data sets to download, and the rows typed by hand. */
export const dataTabs = ['generated', 'table', 'arrays', 'text', 'images', 'catalogue', 'hand'] as const;
export type DataTab = (typeof dataTabs)[number];

interface DataViewStore {
  /** Null shows the kind of source that is in use. */
  readonly tab: DataTab | null;
  /** The part whose source is shown, where parts have sources of their own. */
  readonly part: Part;
  /** What was last in use of each kind, so that one can go elsewhere and come back. */
  readonly last: Partial<Record<Source['kind'], DataSettings>>;
}

export const useDataView = create<DataViewStore>()(() => ({ tab: null, part: 'train', last: lastOf({}) }));

function lastOf(last: DataViewStore['last']): DataViewStore['last'] {
  const { data } = useDocument.getState();
  return data ? { ...last, [data.source.kind]: data } : last;
}

useDocument.subscribe((now, before) => {
  if (now.data === before.data) return;
  useDataView.setState(({ last, tab, part }) => {
    // A source of another kind, by whatever way it came, is what one wants to see next.
    const other = now.data?.source.kind !== before.data?.source.kind && tab !== 'hand';
    const gone = part !== 'train' && !now.data?.[part];
    return { last: lastOf(last), ...(other && { tab: null }), ...((other || gone) && { part: 'train' }) };
  });
});

useWorkspace.subscribe((now, before) => {
  // Another project's files are of no use to this one.
  if (now.draftId !== before.draftId) useDataView.setState({ tab: null, part: 'train', last: lastOf({}) });
});

/** Brings the rows typed by hand forward. */
export function showHandInputs(): void {
  useDataView.setState({ tab: 'hand' });
  useView.getState().set({ dockTab: 'data', dockOpen: true });
}

/** The source that the form of a kind is about: that of the part shown; null where it is of another kind. */
export function useSource<Kind extends Source['kind']>(kind: Kind): Extract<Source, { kind: Kind }> | null {
  const part = useDataView((state) => state.part);
  const source = useDocument(({ data }) => (part === 'train' ? data?.source : (data?.[part] ?? data?.source)));
  return source?.kind === kind ? (source as Extract<Source, { kind: Kind }>) : null;
}
