import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { collectAsync } from '../core/problem.ts';
import { dataFolder } from './dataFolder.ts';
import { download } from './download.ts';
import { testFolders } from './testing/folders.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251);
const sha256 = createHash('sha256').update(content).digest('hex');
const whole = { name: 'set.gz', bytes: content.length, sha256 };

const makeFolder = testFolders();

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers so, and what it was asked for. */
async function serverOf(answer: Answer): Promise<{ address: string; ranges: (string | undefined)[] }> {
  const ranges: (string | undefined)[] = [];
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/set.gz`, ranges };
}

const honest: Answer = ({ headers: { range } }, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const last = content.length - 1;
  if (range) response.writeHead(206, { 'content-range': `bytes ${from}-${last}/${content.length}` });
  response.end(content.subarray(from));
};

/** Sends so many bytes of a whole answer and hangs up. */
const cutAfter =
  (count: number): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, count), () => setTimeout(() => response.destroy(), 20));
  };

function fetchFrom(address: string, folder: string, more: object = {}) {
  return collectAsync(() => download({ ...whole, address }, { folder, ...more }));
}

const failure = async (...args: Parameters<typeof fetchFrom>) => {
  const result = await fetchFrom(...args);
  return result.ok ? 'it was fetched' : `${result.problems[0]?.code}: ${result.problems[0]?.message}`;
};

it('fetches once, verifies, and asks no server a second time', async () => {
  const folder = makeFolder();
  const { address, ranges } = await serverOf(honest);
  const seen: number[] = [];
  expect(await fetchFrom(address, folder, { onProgress: (done: number) => seen.push(done) })).toMatchObject({
    ok: true,
  });
  expect(Buffer.compare(readFileSync(path.join(folder, 'set.gz')), content)).toBe(0);
  expect(readdirSync(folder)).toEqual(['set.gz']);
  expect(seen.at(-1)).toBe(content.length);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(await fetchFrom(address, folder)).toMatchObject({ ok: true });
  expect(ranges).toHaveLength(1);
});

it('goes on where the connection broke', async () => {
  const folder = makeFolder();
  let calls = 0;
  const { address, ranges } = await serverOf((...args) => (calls++ === 0 ? cutAfter(100_000) : honest)(...args));
  expect(await failure(address, folder)).toContain('downloadFailed');
  expect(readdirSync(folder)).toEqual(['set.gz.part']);
  expect(await fetchFrom(address, folder)).toMatchObject({ ok: true });
  expect(ranges).toEqual([undefined, 'bytes=100000-']);
});

it.each<[string, Answer]>([
  ['knows no ranges', (_, response) => response.end(content)],
  [
    'sends another range than was asked for',
    ({ headers: { range } }, response) => {
      if (range) response.writeHead(206, { 'content-range': `bytes 7-${content.length - 1}/${content.length}` });
      response.end(range ? content.subarray(7) : content);
    },
  ],
  [
    'finds the range wrong',
    ({ headers: { range } }, response) => {
      if (range) response.writeHead(416).end();
      else response.end(content);
    },
  ],
])('begins anew where the server %s', async (_, answer) => {
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'set.gz.part'), content.subarray(0, 1000));
  const { address } = await serverOf(answer);
  expect(await fetchFrom(address, folder)).toMatchObject({ ok: true });
});

it('keeps nothing of another file, and heals a part and a target that are wrong', async () => {
  const folder = makeFolder();
  const forged = Uint8Array.from(content).fill(0, 1000, 1001);
  forged[1000] = (content[1000] as number) ^ 1;
  const { address } = await serverOf((_, response) => response.end(forged));
  expect(await failure(address, folder)).toContain('downloadWrong');
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(path.join(folder, 'set.gz'), forged);
  writeFileSync(path.join(folder, 'set.gz.part'), forged);
  server?.close();
  const sound = await serverOf(honest);
  expect(await fetchFrom(sound.address, folder)).toMatchObject({ ok: true });
});

it('stops a server that never stops, is silent, or has no such file', async () => {
  const folder = makeFolder();
  const endless = await serverOf((_, response) => {
    const push = () => {
      while (!response.destroyed && response.write(content));
      response.once('drain', push);
    };
    push();
  });
  expect(await failure(endless.address, folder)).toContain('the server sends more than the 300000 bytes');
  expect(readdirSync(folder)).toEqual([]);
  server?.closeAllConnections();
  const silent = await serverOf((_, response) => response.writeHead(200).flushHeaders());
  expect(await failure(silent.address, folder, { patience: 100 })).toContain('the server was silent for 0.1 seconds');
  server?.closeAllConnections();
  const missing = await serverOf((_, response) => response.writeHead(404).end('no'));
  expect(await failure(missing.address, folder)).toContain('the server answers 404');
  const looping = await serverOf((_, response) => response.writeHead(302, { location: '/' }).end());
  expect(await failure(looping.address, folder)).toContain('downloadFailed');
  expect(await failure('http://127.0.0.1:1/set.gz', folder)).toContain('downloadFailed');
});

it('a cancelled download keeps its part', async () => {
  const folder = makeFolder();
  const { address } = await serverOf((_, response) => response.write(content.subarray(0, 5000)));
  const cancel = new AbortController();
  const onProgress = () => cancel.abort();
  expect(await failure(address, folder, { signal: cancel.signal, onProgress })).toContain('downloadCancelled');
  expect(readFileSync(path.join(folder, 'set.gz.part'))).toHaveLength(5000);
});

it('keeps data where the system keeps such things, or where the user says', () => {
  expect(dataFolder({ GRADWIRE_DATA: '/tmp/sets' }, 'linux')).toBe(path.resolve('/tmp/sets'));
  expect(dataFolder({ XDG_DATA_HOME: '/x' }, 'linux')).toBe(path.join('/x', 'gradwire', 'data'));
  expect(dataFolder({ APPDATA: 'C:/A' }, 'win32')).toContain('Gradwire');
});
