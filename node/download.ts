import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CatalogueFile } from '../core/data/catalogue.ts';
import { ProblemError, problem } from '../core/problem.ts';

export interface DownloadOptions {
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are there, of `file.bytes`. */
  readonly onProgress?: (done: number) => void;
  /** Milliseconds without a byte after which a server counts as dead. */
  readonly patience?: number;
}

const PATIENCE = 30_000;

/**
 * Makes sure that a file of the catalogue lies in a folder, and says where. One that is there and sound is not asked for
 * again; one that was begun goes on where it stopped. Nothing takes the file's name before its size and checksum were
 * verified. Throws a ProblemError: `downloadFailed`, `downloadWrong` or `downloadCancelled`.
 */
export async function download(file: CatalogueFile, options: DownloadOptions): Promise<string> {
  const { name, bytes, sha256 } = file;
  const target = path.join(options.folder, name);
  if ((await sizeOf(target)) === bytes && (await hashOf(target)) === sha256) {
    options.onProgress?.(bytes);
    return target;
  }
  const part = `${target}.part`;
  await mkdir(options.folder, { recursive: true });
  // A part that is too long, or whole and yet of no use, is one of another file.
  if ((await sizeOf(part)) >= bytes) await rm(part, { force: true });
  await receive(file, part, options);
  if ((await hashOf(part)) !== sha256) {
    await rm(part, { force: true });
    throw new ProblemError(problem('downloadWrong', { file: name }));
  }
  await rename(part, target);
  return target;
}

/** Appends to a part what is missing of it. */
async function receive(file: CatalogueFile, part: string, options: DownloadOptions): Promise<void> {
  const { name, bytes } = file;
  const stop = new AbortController();
  const { signal, patience = PATIENCE } = options;
  const cancel = () => stop.abort();
  signal?.addEventListener('abort', cancel);
  let waiting = setTimeout(cancel, patience);
  try {
    signal?.throwIfAborted();
    const begun = await sizeOf(part);
    const response = await ask(file.address, begun, stop.signal);
    let done = response.status === 206 ? begun : 0;
    const handle = await open(part, done > 0 ? 'a' : 'w');
    try {
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
        clearTimeout(waiting);
        waiting = setTimeout(cancel, patience);
        done += piece.length;
        if (done > bytes) throw new TooMuch(`the server sends more than the ${bytes} bytes of the file`);
        await handle.write(piece);
        options.onProgress?.(done);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (done < bytes) throw new Refused(`the connection ended after ${done} of ${bytes} bytes`);
  } catch (error) {
    if (error instanceof TooMuch) await rm(part, { force: true });
    if (signal?.aborted) throw new ProblemError(problem('downloadCancelled', { file: name }));
    const reason = stop.signal.aborted ? `the server was silent for ${patience / 1000} seconds` : reasonOf(error);
    throw new ProblemError(problem('downloadFailed', { file: name, reason }));
  } finally {
    clearTimeout(waiting);
    signal?.removeEventListener('abort', cancel);
  }
}

/** What a server said that makes its answer useless. */
class Refused extends Error {}
class TooMuch extends Refused {}

async function ask(address: string, begun: number, signal: AbortSignal): Promise<Response> {
  // Packed once more on the way, the bytes could be neither counted nor continued.
  const headers = { 'accept-encoding': 'identity', ...(begun > 0 && { range: `bytes=${begun}-` }) };
  const response = await fetch(address, { headers, signal });
  if (address.startsWith('https:') && !response.url.startsWith('https:')) {
    throw new Refused('the server leads to a place that is not encrypted');
  }
  const range = response.headers.get('content-range') ?? '';
  if (begun > 0 && response.status === 206 && range.startsWith(`bytes ${begun}-`)) return response;
  // It cannot go on from there: from the start then.
  if (begun > 0 && (response.status === 206 || response.status === 416)) return ask(address, 0, signal);
  if (response.status !== 200) throw new Refused(`the server answers ${response.status}`);
  return response;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: unknown };
  const code = (cause as { code?: string } | undefined)?.code;
  return error instanceof Refused ? error.message : (code ?? error.message);
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}
