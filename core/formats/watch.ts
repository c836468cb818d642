import { ProblemError, problem } from '../problem.ts';
import type { ByteSource } from './byteSource.ts';

/** Follows the reading of files, and may end it. */
export interface Watcher {
  readonly signal?: AbortSignal | undefined;
  /** `done` bytes of `total` were taken; null where nobody knows how many there are. */
  readonly onProgress?: ((file: string, done: number, total: number | null) => void) | undefined;
}

/** For so long a reader may keep its thread to itself, in milliseconds: a wish to cancel must be heard. */
const TURN = 50;

/** The same bytes under the eyes of a watcher. Cancelled, the reading ends with the Problem `readingCancelled`. */
export function watched(source: ByteSource, file: string, { signal, onProgress }: Watcher): ByteSource {
  return {
    size: source.size,
    async *pieces() {
      let done = 0;
      let turn = performance.now();
      for await (const piece of source.pieces()) {
        if (performance.now() - turn > TURN) {
          await new Promise<void>((resolve) => setTimeout(resolve, 0));
          turn = performance.now();
        }
        if (signal?.aborted) throw new ProblemError(problem('readingCancelled', { file }));
        yield piece;
        done += piece.length;
        onProgress?.(file, done, source.size);
      }
    },
  };
}
