import type { CatalogueState, DownloadLine } from '../../core/data/catalogue.ts';
import { problem, type Result } from '../../core/problem.ts';
import { failure, type Host, success } from './host.ts';

/** The catalogue of the server that the page came from; a place that only has the page's files has none. */
export function servedCatalogue(): Host['catalogue'] {
  const at = (...parts: string[]) => new URL(['catalogue', ...parts].join('/'), document.baseURI);
  const none = failure(problem('noCatalogueHost', {}));
  return {
    async list() {
      const reply = await fetch(at()).catch(() => null);
      const states = await reply?.json().catch(() => null);
      return Array.isArray(states) ? success(states as CatalogueState[]) : none;
    },
    async fetch(id, onProgress, signal) {
      const stopped = (reason: string) =>
        failure(
          signal.aborted ? problem('downloadCancelled', { file: id }) : problem('downloadFailed', { file: id, reason }),
        );
      try {
        const reply = await fetch(at(id), { method: 'POST', signal });
        if (!reply.ok || !reply.body) return none;
        for await (const line of linesOf(reply.body)) {
          if ('result' in line) return line.result;
          if (line.total > 0) onProgress(line.done, line.total);
        }
        return stopped('the server of this page stopped');
      } catch (error) {
        return stopped(error instanceof Error ? error.message : String(error));
      }
    },
    async remove(id) {
      const reply = await fetch(at(id), { method: 'DELETE' }).catch(() => null);
      return reply?.ok ? ((await reply.json()) as Result<null>) : none;
    },
    async read(id, file) {
      const reply = await fetch(at(id, file)).catch(() => null);
      if (!reply?.ok) return failure(problem('notFetched', { id }));
      return success(new Uint8Array(await reply.arrayBuffer()));
    },
  };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<DownloadLine> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as DownloadLine;
  }
}
