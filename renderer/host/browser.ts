import { createStore, del, entries, get, set } from 'idb-keyval';
import { problem, type Result } from '../../core/problem.ts';
import {
  done,
  downloadToken,
  type FileKind,
  failure,
  type Host,
  type HostDraft,
  missing,
  type Opened,
  type Recent,
  reasonOf,
  success,
  uploadToken,
} from './host.ts';
import { zipOfFolder } from './pictures.ts';
import { runFiles } from './runFiles.ts';
import { servedCatalogue } from './servedCatalogue.ts';

/** The parts of the File System Access API that TypeScript's DOM library leaves out. */
interface Pickers {
  showOpenFilePicker?(options: PickerOptions & { multiple: boolean }): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: PickerOptions & { suggestedName: string }): Promise<FileSystemFileHandle>;
}
interface PickerOptions {
  readonly types: readonly {
    readonly description: string;
    readonly accept: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly excludeAcceptAllOption?: boolean;
}
interface WithPermission extends FileSystemFileHandle {
  requestPermission?(descriptor: { mode: 'read' | 'readwrite' }): Promise<PermissionState>;
}

const pickers = window as unknown as Pickers;
const drafts = createStore('gradwire-drafts', 'drafts');
const handles = createStore('gradwire-files', 'handles');
const dataFiles = createStore('gradwire-data', 'files');
const MOST_RECENT = 10;

interface RememberedFile {
  readonly name: string;
  readonly handle: FileSystemFileHandle;
  readonly usedAt: number;
}

/** A data file that a project names: asked for once and kept. The browser keeps a Blob on disk and reads what is asked for. */
interface DataFile {
  readonly bytes: Blob | Uint8Array<ArrayBuffer>;
}

/** The host of a plain browser: the File System Access API where there is one, else uploads and downloads. */
export function browserHost(): Host {
  return {
    kind: 'browser',
    joinsVectors: false,
    async open(kind) {
      const picked = await pickFile(kind);
      return picked && success(await remember(picked));
    },
    async openAll(kind) {
      const picked = await pickFiles(kind, true);
      if (picked.length === 0) return null;
      return success(await Promise.all(picked.map(({ file }) => remember({ file, handle: null }))));
    },
    async reopen({ token, name }) {
      const known = await get<RememberedFile>(token, handles);
      if (!known || !(await allowed(known.handle, 'read'))) return missing(name);
      try {
        return success(await remember({ file: await known.handle.getFile(), handle: known.handle }, token));
      } catch {
        return missing(name);
      }
    },
    async save({ token, ask, suggestedName, kind, bytes }) {
      const known = token === null ? undefined : await get<RememberedFile>(token, handles);
      const handle = known && !ask ? known.handle : await pickPlace(suggestedName, kind);
      if (handle === 'cancelled') return null;
      if (handle === 'download') {
        download(suggestedName, bytes);
        return success({ token: downloadToken(suggestedName), name: suggestedName });
      }
      return writeTo(handle, bytes, known && !ask ? (token ?? undefined) : undefined);
    },
    async exportFile(name, _kind, bytes) {
      download(name, bytes);
      return done;
    },
    async pickData(kind) {
      const picked = await pickFile(kind);
      if (!picked) return null;
      const { name } = picked.file;
      return keep(name, picked.file);
    },
    async pickFolder(_title, _project, watcher) {
      const files = await pickFolder();
      if (!files) return null;
      const folder = files[0]?.webkitRelativePath.split('/')[0] ?? 'pictures';
      const pictures = files.map((file) => ({ path: file.webkitRelativePath, file: async () => file }));
      const packed = await zipOfFolder(folder, pictures, watcher);
      return packed.ok ? keep(`${folder}.zip`, packed.value) : packed;
    },
    dropped: async (file) => uploadToken(file.name),
    keepData: ({ name, bytes }) => keep(name, bytes),
    // Copies are kept under their names, for all projects.
    moved: (path) => path,
    async sizeBeside(_project, path) {
      const kept = await keptFile(path);
      return kept ? success(kept.size) : missing(path);
    },
    async readBeside(_project, path, stretch) {
      const kept = await keptFile(path);
      if (!kept) return missing(path);
      try {
        const part = stretch ? kept.slice(stretch.from, stretch.to) : kept;
        return success(new Uint8Array(await part.arrayBuffer()));
      } catch (error) {
        return failure(problem('fileUnreadable', { file: path, reason: reasonOf(error) }));
      }
    },
    catalogue: servedCatalogue(),
    runs: runFiles(),
    drafts: {
      write: (draft) => set(draft.id, { ...draft, savedAt: Date.now() }, drafts),
      async list() {
        const all = await entries<string, HostDraft>(drafts);
        return all.map(([, draft]) => draft).sort((a, b) => b.savedAt - a.savedAt);
      },
      remove: (id) => del(id, drafts),
    },
    async recents(): Promise<Recent[]> {
      const all = await entries<string, RememberedFile>(handles);
      const newest = all.sort(([, a], [, b]) => b.usedAt - a.usedAt).slice(0, MOST_RECENT);
      return newest.map(([token, { name }]) => ({ token, name }));
    },
    async clearRecents() {
      for (const [token] of await entries<string, RememberedFile>(handles)) await del(token, handles);
    },
    setWindow(title, dirty) {
      document.title = title;
      window.onbeforeunload = dirty ? (event) => event.preventDefault() : null;
    },
    closeWindow() {
      window.onbeforeunload = null;
      window.close();
    },
    newWindow: () => void window.open('?new', '_blank', 'noopener'),
    setMenu: () => undefined,
    openExternal: (url) => void window.open(url, '_blank', 'noopener,noreferrer'),
    version: () => Promise.resolve(__APP_VERSION__),
    onCommand: () => () => undefined,
    onFile: () => () => undefined,
    onCloseRequested: () => () => undefined,
  };
}

declare const __APP_VERSION__: string;

interface Picked {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
}

async function pickFile(kind: FileKind): Promise<Picked | null> {
  const [first = null] = await pickFiles(kind, false);
  return first;
}

/** None where the user thought better of it. */
async function pickFiles(kind: FileKind, multiple: boolean): Promise<readonly Picked[]> {
  if (pickers.showOpenFilePicker) {
    const handles = (await pickers.showOpenFilePicker({ types: accept(kind), multiple }).catch(cancelled)) ?? [];
    return Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle })));
  }
  const files = await askByInput({ multiple, accept: kind.extensions.map((extension) => `.${extension}`).join(',') });
  return files.map((file) => ({ file, handle: null }));
}

/** The files of a folder, all the way down; null where none was chosen. */
async function pickFolder(): Promise<readonly File[] | null> {
  const files = await askByInput({ webkitdirectory: true });
  return files.length > 0 ? files : null;
}

/** None where the user thought better of it. */
function askByInput(
  settings: Partial<Pick<HTMLInputElement, 'multiple' | 'accept' | 'webkitdirectory'>>,
): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', hidden: true, ...settings });
    const answer = () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.onchange = answer;
    input.oncancel = answer;
    // One that nothing holds may be collected as garbage while the dialog is open, and its answer be lost.
    document.body.append(input);
    input.click();
  });
}

async function pickPlace(
  suggestedName: string,
  kind: FileKind,
): Promise<FileSystemFileHandle | 'cancelled' | 'download'> {
  if (!pickers.showSaveFilePicker) return 'download';
  try {
    return await pickers.showSaveFilePicker({ suggestedName, types: accept(kind) });
  } catch (error) {
    return isAbort(error) ? 'cancelled' : 'download';
  }
}

function accept({ filterName, extensions }: FileKind): PickerOptions['types'] {
  return [
    {
      description: filterName,
      accept: { 'application/octet-stream': extensions.map((extension) => `.${extension}` as const) },
    },
  ];
}

function cancelled(error: unknown): undefined {
  if (!isAbort(error)) throw error;
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

async function allowed(handle: WithPermission, mode: 'read' | 'readwrite'): Promise<boolean> {
  return (await handle.requestPermission?.({ mode })) !== 'denied';
}

/** Keeps a handle, so that the file can be opened again; an upload has none. */
async function remember({ file, handle }: Picked, known?: string): Promise<Opened> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!handle) return { token: uploadToken(file.name), name: file.name, bytes };
  const token = known ?? (await tokenOf(handle));
  await set(token, { name: file.name, handle, usedAt: Date.now() } satisfies RememberedFile, handles);
  return { token, name: file.name, bytes };
}

/** The token that a file is known by, so that what is kept under it is found again; a new one where it is not known. */
async function tokenOf(handle: FileSystemFileHandle): Promise<string> {
  for (const [token, known] of await entries<string, RememberedFile>(handles)) {
    if (known.handle.name === handle.name && (await known.handle.isSameEntry(handle))) return token;
  }
  return crypto.randomUUID();
}

/** A writable stream goes to a swap file and takes the place of the old one only when it is closed. */
async function writeTo(
  handle: WithPermission,
  bytes: Uint8Array,
  token?: string,
): Promise<Result<{ token: string; name: string }>> {
  try {
    if (!(await allowed(handle, 'readwrite'))) throw new Error('permission was denied');
    const stream = await handle.createWritable();
    await stream.write(bytes as Uint8Array<ArrayBuffer>);
    await stream.close();
  } catch (error) {
    return failure(problem('fileUnwritable', { file: handle.name, reason: reasonOf(error) }));
  }
  const kept = token ?? (await tokenOf(handle));
  await set(kept, { name: handle.name, handle, usedAt: Date.now() } satisfies RememberedFile, handles);
  return success({ token: kept, name: handle.name });
}

function download(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Under its name, or where another file is kept under that, which some project may need, under a name beside it. */
async function keep(file: string, bytes: Uint8Array | File): Promise<Result<{ path: string; name: string }>> {
  const [, stem = file, extension = ''] = /^(.+?)((?:\.[A-Za-z0-9]{1,12}){0,2})$/.exec(file) ?? [];
  let name = file;
  try {
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer> | File]);
    for (let copy = 2; ; copy++) {
      const known = await keptFile(name);
      if (!known) break;
      if (await sameBytes(known, blob)) return success({ path: name, name });
      name = `${stem} (${copy})${extension}`;
    }
    await set(name, { bytes: blob } satisfies DataFile, dataFiles);
    return success({ path: name, name });
  } catch (error) {
    return failure(problem('fileUnwritable', { file: name, reason: reasonOf(error) }));
  }
}

/** Piece by piece, which are dropped at once: they may be larger than what a page can hold. */
async function sameBytes(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  try {
    for (let from = 0; from < one.size; from += PIECE) {
      const [left, right] = await Promise.all(
        [one, other].map(async (blob) => new Uint8Array(await blob.slice(from, from + PIECE).arrayBuffer())),
      );
      if (left?.some((byte, index) => byte !== right?.[index])) return false;
    }
    return true;
  } catch {
    // One that cannot be read any more is not missed.
    return false;
  }
}

const PIECE = 4 * 1024 ** 2;

async function keptFile(name: string): Promise<Blob | null> {
  const known = await get<DataFile>(name, dataFiles);
  return known ? new Blob([known.bytes]) : null;
}
