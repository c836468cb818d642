import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CatalogueFile } from '../core/data/catalogue.ts';
import { unzip } from '../core/formats/zip.ts';
import { ProblemError, problem } from '../core/problem.ts';
import { writeAtomically } from './atomic.ts';

export interface DownloadOptions {
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are there, of so many; an estimate until the server says how many there are of a zip. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Milliseconds without a byte after which a server counts as dead. */
  readonly patience?: number;
}

const PATIENCE = 30_000;

/** The files that hold what was begun of one, whichever way it is served. */
export function partsOf(target: string): readonly string[] {
  return [`${target}.part`, `${target}.zip.part`];
}

/**
 * Makes sure that a file of the catalogue lies in a folder, and says where. One that is there and sound is not asked for
 * again; one that was begun goes on where it stopped. Nothing takes the file's name before its size and checksum were
 * verified. Throws a ProblemError: `downloadFailed`, `downloadWrong`, `downloadCancelled` or `fileUnwritable`.
 */
export async function download(file: CatalogueFile, options: DownloadOptions): Promise<string> {
  const { name, bytes, sha256, zipBytes } = file;
  const target = path.join(options.folder, name);
  if ((await sizeOf(target)) === bytes && (await hashOf(target)) === sha256) {
    options.onProgress?.(bytes, bytes);
    return target;
  }
  const [plainPart, zipPart] = partsOf(target) as [string, string];
  const part = zipBytes === undefined ? plainPart : zipPart;
  const limits = zipBytes === undefined ? { least: bytes, most: bytes } : { least: 0, most: zipBytes };
  await mkdir(options.folder, { recursive: true }).catch((error: unknown) => {
    throw new ProblemError(problem('fileUnwritable', { file: options.folder, reason: reasonOf(error) }));
  });
  // A part that is too long, or whole and yet of no use, is one of another file.
  if ((await sizeOf(part)) >= limits.most) await rm(part, { force: true });
  const take = zipBytes === undefined ? takePlain : takeFromZip;
  const resumed = (await sizeOf(part)) > 0;
  await receive(file, part, limits, options);
  if (await take(part, target, file)) return target;
  // What had been begun may be of another file, such as a page that asked for a password.
  if (resumed) {
    await receive(file, part, limits, options);
    if (await take(part, target, file)) return target;
  }
  throw new ProblemError(problem('downloadWrong', { file: name }));
}

/** Gives a whole part the file's name. @returns false where it is another file; it is removed then */
async function takePlain(part: string, target: string, { sha256 }: CatalogueFile): Promise<boolean> {
  if ((await hashOf(part)) !== sha256) {
    await rm(part, { force: true });
    return false;
  }
  await rename(part, target);
  return true;
}

/** The same for a file in a zip: only it is unpacked, and never to more bytes than it must have. */
async function takeFromZip(part: string, target: string, { name, bytes, sha256 }: CatalogueFile): Promise<boolean> {
  const packed = await readFile(part);
  await rm(part, { force: true });
  const unpacked = unzip(packed, name, { only: (one) => one === name, limit: bytes });
  const content = unpacked.ok ? unpacked.value.get(name) : undefined;
  if (content?.length !== bytes || createHash('sha256').update(content).digest('hex') !== sha256) return false;
  await writeAtomically(target, content).catch((error: unknown) => {
    throw new ProblemError(problem('fileUnwritable', { file: target, reason: reasonOf(error) }));
  });
  return true;
}

interface Limits {
  /** The bytes that a whole answer has, where they are known beforehand; else any number up to `most`. */
  readonly least: number;
  readonly most: number;
}

/** Appends to a part what is missing of it. */
async function receive(file: CatalogueFile, part: string, limits: Limits, options: DownloadOptions): Promise<void> {
  const { name } = file;
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
    const whole = wholeSize(response, done);
    if (whole > limits.most) throw new TooMuch(`the server announces ${whole} bytes, more than the file has`);
    const total = limits.least || whole || limits.most;
    const handle = await open(part, done > 0 ? 'a' : 'w');
    try {
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
        clearTimeout(waiting);
        waiting = setTimeout(cancel, patience);
        done += piece.length;
        if (done > limits.most) throw new TooMuch(`the server sends more than the ${limits.most} bytes of the file`);
        await handle.write(piece);
        options.onProgress?.(done, total);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    const wanted = limits.least || whole;
    if (done < wanted) throw new Refused(`the connection ended after ${done} of ${wanted} bytes`);
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

/** How many bytes the file has by what its server says; 0 where it does not. */
function wholeSize({ headers }: Response, begun: number): number {
  const left = Number(headers.get('content-length') ?? Number.NaN);
  return Number.isSafeInteger(left) && left > 0 ? begun + left : 0;
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
  if (error instanceof Refused) return error.message;
  // Where the network fails, the reason stands behind the error.
  const { code, message } = (error.cause ?? error) as { code?: string; message?: string };
  return code ?? message ?? error.message;
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}
