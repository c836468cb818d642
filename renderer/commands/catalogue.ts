/** What people do with published data sets: look for them, have them downloaded, use them, remove them. */
import { type CatalogueEntry, type CatalogueId, catalogue, isFileOf } from '../../core/data/catalogue.ts';
import { pathsOf } from '../../core/data/settings.ts';
import { addBlock, appendStack } from '../../core/graph/edit.ts';
import { emptyGraph, type Graph } from '../../core/graph/graph.ts';
import { forgetContents } from '../engine/contents.ts';
import { rereadData } from '../engine/controller.ts';
import { host } from '../host/index.ts';
import { setEntry, setEntryProblems, useCatalogue } from '../store/catalogue.ts';
import { useDataView } from '../store/dataView.ts';
import { useDocument } from '../store/document.ts';
import { newProject } from '../store/newProject.ts';
import { useView } from '../store/view.ts';
import { changeData } from './data.ts';
import { choosePath } from './dataFiles.ts';
import { show } from './files.ts';
import { settleUnsaved } from './saving.ts';

export function showCatalogue(): void {
  useView.getState().set({ dialog: 'catalogue' });
}

/** Asks the host what is here. What this page is having downloaded stays as it is. */
export async function refreshCatalogue(): Promise<void> {
  const reply = await host.catalogue.list();
  useCatalogue.setState({ unavailable: reply.ok ? [] : reply.problems });
  if (!reply.ok) return;
  for (const { id, here, bytes } of reply.value) {
    if (useCatalogue.getState().entries[id]?.kind === 'fetching') continue;
    setEntry(id, here ? { kind: 'here' } : { kind: 'absent', bytes });
  }
}

export async function downloadEntry(id: CatalogueId): Promise<void> {
  const stop = new AbortController();
  setEntryProblems(id, []);
  setEntry(id, { kind: 'fetching', done: 0, total: 0, stop });
  const onProgress = (done: number, total: number) => setEntry(id, { kind: 'fetching', done, total, stop });
  const reply = await host.catalogue.fetch(id, onProgress, stop.signal);
  setEntry(id, { kind: 'absent', bytes: 0 });
  // Who cancelled knows it.
  setEntryProblems(id, reply.ok ? [] : reply.problems.filter(({ code }) => code !== 'downloadCancelled'));
  await refreshCatalogue();
  if (reply.ok) await readWhatNames(id);
}

export function cancelDownload(id: CatalogueId): void {
  const state = useCatalogue.getState().entries[id];
  if (state?.kind === 'fetching') state.stop.abort();
}

export async function removeEntry(id: CatalogueId): Promise<void> {
  const reply = await host.catalogue.remove(id);
  setEntryProblems(id, reply.problems);
  await refreshCatalogue();
}

/** Whether the open project's data are of this data set. */
export function useIsInUse(id: CatalogueId): boolean {
  return useDocument(({ data }) => data !== null && pathsOf(data).some((path) => isFileOf(id, path)));
}

/** A project that was opened before its data were here can read them now. */
async function readWhatNames(id: CatalogueId): Promise<void> {
  const { data } = useDocument.getState();
  const named = data ? pathsOf(data).filter((path) => isFileOf(id, path)) : [];
  if (named.length === 0) return;
  for (const path of named) forgetContents(path);
  await rereadData();
}

/**
 * Makes a data set the project's data; on the start page, and where nothing was built yet, with a network that fits.
 * Texts ask for a file of word vectors first.
 */
export async function takeEntry(id: CatalogueId): Promise<void> {
  const entry: CatalogueEntry = catalogue[id];
  const vectors = entry.needsVectors ? await choosePath() : undefined;
  if (vectors === null) return;
  const data = entry.settings(vectors);
  const showData = () => {
    useDataView.setState({ tab: null, part: 'train' });
    useView.getState().set({ screen: 'editor', dialog: null, dockTab: 'data', dockOpen: true });
  };
  if (useView.getState().screen === 'start') {
    settleUnsaved(() => {
      const { language } = useView.getState();
      const { hidden: _, ...training } = entry.start;
      const fresh = newProject();
      const project = { ...fresh, name: nameOf(entry, language), graph: networkFor(entry), data };
      show({ ...project, training: { ...fresh.training, ...training } }, { token: null, name: null });
      showData();
    });
    return;
  }
  const { graph, edit } = useDocument.getState();
  if (graph.blocks.length === 0) edit({ key: 'setData' }, { data, graph: networkFor(entry) });
  else changeData(data, entry.features);
  showData();
}

function nameOf({ title }: CatalogueEntry, language: 'en' | 'ja'): string {
  return title[language].replace(/:.*$/s, '');
}

function networkFor({ features, classes, start }: CatalogueEntry): Graph {
  const input = addBlock(emptyGraph, 'input', { x: 0, y: 0 }, features === null ? {} : { features });
  const layers = { hidden: [start.hidden], activation: 'relu', outputs: classes, task: 'classification' } as const;
  return appendStack(input.graph, input.id, layers).graph;
}
