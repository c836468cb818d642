import { problem, type Result } from '../../core/problem.ts';
import { done, failure, type Host, missing, type RunFile, reasonOf, success, withoutPlace } from './host.ts';

/** What Electron keeps in the folder `NAME.runs`, in the browser's own file system: a folder a project. */
export function runFiles(): Host['runs'] {
  return {
    write: (project, name, bytes) => change(name, async () => write(await handleOf(project, name, true), bytes, 0)),
    append: (project, name, text) =>
      change(name, async () => {
        const handle = await handleOf(project, name, true);
        const file = await handle.getFile();
        // A line that was cut off is ended first, so that it takes no other with it.
        const cut = file.size > 0 && (await file.slice(-1).text()) !== '\n';
        await write(handle, new TextEncoder().encode(cut ? `\n${text}` : text), file.size);
      }),
    read: (project, name) =>
      look(async () => {
        try {
          const file = await (await handleOf(project, name, false)).getFile();
          return success(new Uint8Array(await file.arrayBuffer()));
        } catch {
          return missing(name);
        }
      }),
    list: (project) =>
      look(async () => {
        // Where the folder is not there nothing was kept.
        const folder = await folderOf(project, false).catch(() => null);
        return success(folder ? await filesIn(folder) : []);
      }),
    remove: (project, name) =>
      change(name, async () => {
        const [file = '', ...folders] = name.split('/').reverse();
        try {
          const top = await folderOf(project, false);
          const folder = folders[0] ? await top.getDirectoryHandle(folders[0]) : top;
          await folder.removeEntry(file);
          // Without `recursive` it fails where there is something left in it.
          if (folders[0]) await top.removeEntry(folders[0]).catch(() => undefined);
        } catch (error) {
          if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
        }
      }),
  };
}

/** Held by all windows while they read or write. */
const LOCK = 'gradwire-runs';

/** Whatever is looked at stays there meanwhile: a file that is replaced cannot be read to its end. */
function look<T>(act: () => Promise<T>): Promise<T> {
  return navigator.locks.request(LOCK, { mode: 'shared' }, act);
}

/**
 * Changes are made one at a time, in all windows: each begins with what the one before has left, and no folder is let go
 * of while another file in it is.
 */
async function change(name: string, act: () => Promise<void>): Promise<Result<null>> {
  return navigator.locks.request(LOCK, async () => {
    try {
      await act();
      return done;
    } catch (error) {
      return failure(problem('fileUnwritable', { file: name, reason: reasonOf(error) }));
    }
  });
}

/** What is written takes the place of the old file only when the stream is closed. */
async function write(handle: FileSystemFileHandle, bytes: Uint8Array, position: number): Promise<void> {
  const stream = await handle.createWritable({ keepExistingData: position > 0 });
  await stream.write({ type: 'write', position, data: bytes as Uint8Array<ArrayBuffer> });
  await stream.close();
}

async function filesIn(folder: FileSystemDirectoryHandle, path = ''): Promise<RunFile[]> {
  const found: RunFile[] = [];
  for await (const [entry, handle] of entriesOf(folder)) {
    if (handle.kind === 'directory') {
      found.push(...(await filesIn(handle as FileSystemDirectoryHandle, `${path}${entry}/`)));
    } else {
      const { size, lastModified } = await (handle as FileSystemFileHandle).getFile();
      found.push({ name: path + entry, bytes: size, modifiedAt: lastModified });
    }
  }
  return found;
}

/** TypeScript's DOM library leaves out that folders can be gone through. */
function entriesOf(folder: FileSystemDirectoryHandle): AsyncIterable<[string, FileSystemHandle]> {
  return (folder as unknown as { entries(): AsyncIterable<[string, FileSystemHandle]> }).entries();
}

async function handleOf(project: string, name: string, create: boolean): Promise<FileSystemFileHandle> {
  const parts = name.split('/');
  let folder = await folderOf(project, create);
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create });
  return folder.getFileHandle(parts[parts.length - 1] as string, { create });
}

/** A project is known by its token, or where the browser gives no handle on files, by its name. */
async function folderOf(project: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const runs = await root.getDirectoryHandle('runs', { create });
  // File systems take slashes and the like for structure.
  return runs.getDirectoryHandle(encodeURIComponent(withoutPlace(project)), { create });
}
