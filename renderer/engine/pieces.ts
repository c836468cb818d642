/** The page's files as the worker reads them: large ones piece by piece, so that neither side holds them whole. */
import type { FileHost } from '../../core/data/files.ts';
import { type ByteSource, sourceOfBytes } from '../../core/formats/byteSource.ts';
import type { Watcher } from '../../core/formats/watch.ts';
import { collectAsync, ProblemError, problem, unwrap } from '../../core/problem.ts';
import type { ProjectFiles } from './api.ts';

/** Bytes asked for at a time. */
export const PIECE = 1024 * 1024;

export function filesOf(files: ProjectFiles, watcher?: Watcher): Required<Pick<FileHost, 'open'>> & FileHost {
  return {
    read: (path) => files.read(path),
    open: (path) =>
      collectAsync(async () => {
        const size = unwrap(await files.size(path));
        return size === null ? sourceOfBytes(unwrap(await files.read(path))) : inPieces(files, path, size);
      }),
    watcher,
  };
}

function inPieces(files: ProjectFiles, path: string, size: number): ByteSource {
  return {
    size,
    async *pieces() {
      for (let from = 0; from < size; from += PIECE) {
        const to = Math.min(size, from + PIECE);
        const piece = unwrap(await files.read(path, { from, to }));
        if (piece.length < to - from) {
          const reason = 'it became shorter while it was read';
          throw new ProblemError(problem('fileUnreadable', { file: path, reason }));
        }
        yield piece;
      }
    },
  };
}
