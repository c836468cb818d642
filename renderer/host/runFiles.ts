import { problem, type Result } from '../../core/problem.ts';
import { done, failure, type Host, missing, success } from './host.ts';

/** What Electron keeps in the folder `NAME.runs`, in the browser's own file system: a folder a project. */
export function runFiles(): Host['runs'] {
  return {
    write: (project, name, bytes) => change(project, name, async (handle) => write(handle, bytes, 0)),
    append: (project, name, text) =>
      change(project, name, async (handle) => {
        const { size } = await handle.getFile();
        await write(handle, new TextEncoder().encode(text), size);
      }),
    async read(project, name) {
      try {
        const folder = await folderOf(project, false);
        const file = await (await folder.getFileHandle(fileName(name))).getFile();
        return success(new Uint8Array(await file.arrayBuffer()));
      } catch {
        return missing(name);
      }
    },
  };
}

async function change(
  project: string,
  name: string,
  act: (handle: FileSystemFileHandle) => Promise<void>,
): Promise<Result<null>> {
  try {
    const folder = await folderOf(project, true);
    await act(await folder.getFileHandle(fileName(name), { create: true }));
    return done;
  } catch (error) {
    return failure(
      problem('fileUnwritable', { file: name, reason: error instanceof Error ? error.message : String(error) }),
    );
  }
}

async function write(handle: FileSystemFileHandle, bytes: Uint8Array, position: number): Promise<void> {
  const stream = await handle.createWritable({ keepExistingData: position > 0 });
  await stream.write({ type: 'write', position, data: bytes as Uint8Array<ArrayBuffer> });
  await stream.close();
}

async function folderOf(project: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const runs = await root.getDirectoryHandle('runs', { create });
  return runs.getDirectoryHandle(fileName(project), { create });
}

/** A name without what file systems take for structure. */
function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_');
}
