/** How data files reach the project: chosen in a dialog, dropped on the page, or opened like a project. */
import type { FileContents } from '../../core/data/contents.ts';
import type { DataFormat } from '../../core/data/exportData.ts';
import type { Watcher } from '../../core/formats/watch.ts';
import type { Result } from '../../core/problem.ts';
import { forgetContents, lookInto } from '../engine/contents.ts';
import { forgetData } from '../engine/dataSync.ts';
import { seldom } from '../engine/seldom.ts';
import { ask } from '../engine/turns.ts';
import type { Dropped } from '../host/dropped.ts';
import { type FileKind, type GivenData, host, isUpload } from '../host/index.ts';
import { zipOfFolder } from '../host/pictures.ts';
import { translate } from '../i18n/index.ts';
import { useData } from '../store/data.ts';
import { useDocument } from '../store/document.ts';
import { notifyProblems } from '../store/notice.ts';
import { useWorkspace } from '../store/workspace.ts';
import { safeName } from './saving.ts';

export const dataExtensions = [
  'csv',
  'tsv',
  'txt',
  'vec',
  'bin',
  'npy',
  'npz',
  'idx',
  'safetensors',
  'gz',
  'zip',
] as const;

const dataFile = (): FileKind => ({
  title: translate('data.chooseFile'),
  filterName: translate('file.data'),
  extensions: dataExtensions,
});

/** A file that was given, under the path that the project is to know it by. */
export interface GivenFile {
  readonly path: string;
  readonly contents: FileContents;
}

/** Asks for a data file; null where none was chosen, or where it cannot be read, which is told. */
export async function chooseFile(): Promise<GivenFile | null> {
  const picked = await host.pickData(dataFile(), useWorkspace.getState().token);
  return picked && kept(picked);
}

/** Asks for a folder of pictures. */
export async function chooseFolder(): Promise<GivenFile | null> {
  const { token } = useWorkspace.getState();
  const picked = await watchedBy((watcher) => host.pickFolder(translate('data.chooseFolder'), token, watcher));
  return picked && kept(picked);
}

/** Asks for a file that is not to be looked into, since it may be far larger than what is used of it. */
export async function choosePath(): Promise<string | null> {
  const picked = await host.pickData(dataFile(), useWorkspace.getState().token);
  if (picked && !picked.ok) notifyProblems(picked.problems);
  if (!picked?.ok) return null;
  forgetData();
  return picked.value.path;
}

/** Hands over x and y of each part in a file. */
export async function saveData(format: DataFormat): Promise<void> {
  const bytes = await ask((engine) => engine.exportData(format));
  if (!bytes) return;
  const kind = { title: translate('data.save'), filterName: translate('file.data'), extensions: [format] };
  const written = await host.exportFile(`${safeName(useDocument.getState().name)}-data.${format}`, kind, bytes);
  if (written && !written.ok) notifyProblems(written.problems);
}

/** Takes what was dropped as data: the first of the files, or a folder of pictures. */
export async function giveDropped(dropped: Dropped): Promise<GivenFile | null> {
  if (dropped.kind === 'files') return dropped.files[0] ? giveFile(dropped.files[0]) : null;
  const { token, folder, pictures } = dropped;
  // The host reads it where it lies.
  if (!isUpload(token)) return giveFile({ token, name: folder, bytes: new Uint8Array() });
  const packed = await watchedBy((watcher) => zipOfFolder(folder, pictures, watcher));
  if (packed.ok) return giveFile({ token, name: `${folder}.zip`, bytes: packed.value });
  notifyProblems(packed.problems);
  return null;
}

/** Does something that can be watched, and cancelled, where the data are read. */
async function watchedBy<T>(work: (watcher: Watcher) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const cancel = () => stop.abort();
  try {
    return await work({
      signal: stop.signal,
      onProgress: seldom((file, done, total) => useData.setState({ looking: { file, done, total, cancel } })),
    });
  } finally {
    useData.setState({ looking: null });
  }
}

/** Keeps an opened file for the project, and looks into it. */
export async function giveFile(file: GivenData): Promise<GivenFile | null> {
  return kept(await host.keepData(file, useWorkspace.getState().token));
}

async function kept(place: Result<{ readonly path: string }>): Promise<GivenFile | null> {
  if (place.ok) forgetContents(place.value.path);
  const contents = place.ok ? await lookInto(place.value.path) : place;
  if (!place.ok || !contents.ok) {
    notifyProblems(contents.problems);
    return null;
  }
  // A file of the same name may have stood there before: the next change of the data reads it anew.
  forgetData();
  return { path: place.value.path, contents: contents.value };
}
