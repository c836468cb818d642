import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CatalogueState, DownloadLine } from '../core/data/catalogue.ts';
import { type Served, serve } from '../scripts/serve.mjs';
import { catalogueRequests } from './catalogueRequests.ts';
import { testFolders } from './testing/folders.ts';
import { honest, irisBytes, type Mirror, stalled, startMirror } from './testing/mirror.ts';

const makeFolder = testFolders();
const place = (name: string) => path.join(process.env.GRADWIRE_DATA as string, 'iris', name);

let mirror: Mirror;
let served: Served;
beforeEach(async () => {
  mirror = await startMirror(honest(irisBytes));
  process.env.GRADWIRE_MIRROR = mirror.address;
  process.env.GRADWIRE_DATA = makeFolder();
  served = await serve({ folder: makeFolder(), catalogue: catalogueRequests() });
});
afterEach(async () => {
  delete process.env.GRADWIRE_MIRROR;
  delete process.env.GRADWIRE_DATA;
  mirror.close();
  await served.close();
});

const origin = () => served.address.slice(0, -1);

/** Asks as a page of the server itself does, unless other headers say otherwise. */
function ask(
  method: string,
  requested: string,
  headers: http.OutgoingHttpHeaders = { origin: origin(), 'sec-fetch-site': 'same-origin' },
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = http.request(served.address, { method, path: requested, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }));
    });
    request.on('error', reject).end();
  });
}

const lines = (body: Buffer) =>
  body
    .toString()
    .trim()
    .split('\n')
    .map((line): DownloadLine => JSON.parse(line));
const stateOf = async (id: string) =>
  (JSON.parse((await ask('GET', '/catalogue')).body.toString()) as CatalogueState[]).find((one) => one.id === id);

/** Has the mirror send so many bytes and then no more. @returns when its client has hung up */
function stallAt(count: number): Promise<string> {
  return new Promise((resolve) => {
    mirror.answer = (request, response) => {
      response.once('close', () => resolve('hung up'));
      stalled(irisBytes, count)(request, response);
    };
  });
}

it('downloads by id, tells how far it is, and serves the files from then on', async () => {
  expect(await stateOf('iris')).toEqual({ id: 'iris', here: false, bytes: 0 });
  expect((await ask('GET', '/catalogue/iris/iris.data')).status).toBe(404);
  const told = lines((await ask('POST', '/catalogue/iris')).body);
  expect(told[0]).toEqual({ done: 0, total: 0 });
  expect(told.at(-2)).toEqual({ done: 4551, total: 4551 });
  expect(told.at(-1)).toEqual({ result: { ok: true, value: null, problems: [] } });
  expect(await stateOf('iris')).toEqual({ id: 'iris', here: true, bytes: 4551 });
  mirror.close();
  expect((await ask('GET', '/catalogue/iris/iris.data')).body).toEqual(Buffer.from(irisBytes));
  expect(lines((await ask('POST', '/catalogue/iris')).body).at(-1)).toMatchObject({ result: { ok: true } });
  writeFileSync(place('mine.txt'), 'mine');
  expect(JSON.parse((await ask('DELETE', '/catalogue/iris')).body.toString())).toMatchObject({ ok: true });
  expect(existsSync(place('iris.data'))).toBe(false);
  expect(readFileSync(place('mine.txt'), 'utf8')).toBe('mine');
});

it('says what a server served in place of the data', async () => {
  mirror.answer = (_, response) => response.end(new Uint8Array(irisBytes.length));
  const last = lines((await ask('POST', '/catalogue/iris')).body).at(-1);
  expect(last).toMatchObject({ result: { ok: false, problems: [{ code: 'downloadWrong' }] } });
});

it('stops when the page hangs up, keeps what is there, and goes on from there', async () => {
  const hungUp = stallAt(1000);
  const request = http.request(`${origin()}/catalogue/iris`, { method: 'POST', headers: { origin: origin() } });
  await new Promise<void>((resolve) => {
    request.on('response', (response) => {
      response.on('data', (part: Buffer) => {
        if (part.toString().includes('1000')) resolve();
      });
    });
    request.on('error', () => {}).end();
  });
  request.destroy();
  await expect.poll(async () => (await stateOf('iris'))?.bytes).toBe(1000);
  await hungUp;
  mirror.answer = honest(irisBytes);
  expect(lines((await ask('POST', '/catalogue/iris')).body).at(-1)).toMatchObject({ result: { ok: true } });
  expect(mirror.ranges).toContain('bytes=1000-');
});

it('makes one download for all pages that wait for it, which ends with the last of them', async () => {
  const hungUp = stallAt(1000);
  const [first, second] = [new AbortController(), new AbortController()];
  const post = (signal: AbortSignal) =>
    fetch(`${origin()}/catalogue/iris`, { method: 'POST', headers: { origin: origin() }, signal });
  const replies = await Promise.all([post(first.signal), post(second.signal)]);
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  await expect.poll(async () => (await stateOf('iris'))?.bytes).toBe(1000);
  expect(mirror.ranges).toHaveLength(1);
  first.abort();
  const still = await Promise.race([hungUp, stateOf('iris')]);
  expect(still).toMatchObject({ bytes: 1000 });
  second.abort();
  expect(await hungUp).toBe('hung up');
});

it.each([
  ['another site', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['a page without an origin', { origin: 'null' }],
  ['something that does not say', {}],
])('downloads and removes nothing for %s', async (_, headers) => {
  mkdirSync(path.dirname(place('iris.data')));
  writeFileSync(place('iris.data'), irisBytes);
  expect((await ask('POST', '/catalogue/mnist', headers)).status).toBe(403);
  expect((await ask('DELETE', '/catalogue/iris', headers)).status).toBe(403);
  expect(mirror.ranges).toEqual([]);
  expect(existsSync(place('iris.data'))).toBe(true);
});

it('tells another site nothing', async () => {
  for (const requested of ['/catalogue', '/catalogue/iris/iris.data']) {
    expect((await ask('GET', requested, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask('GET', requested, { host: 'elsewhere.example' })).status).toBe(403);
  }
});

it.each([
  ['/catalogue/irises', 'POST'],
  ['/catalogue/__proto__', 'POST'],
  ['/catalogue/constructor', 'DELETE'],
  ['/catalogue/', 'POST'],
  ['/catalogue/..', 'DELETE'],
  ['/catalogue/iris/..', 'GET'],
  ['/catalogue/iris/../iris.data', 'GET'],
  ['/catalogue/iris/%2e%2e', 'GET'],
  ['/catalogue/iris/iris.data.part', 'GET'],
  ['/catalogue/mnist/iris.data', 'GET'],
])('knows no %s', async (requested, method) => {
  mkdirSync(path.dirname(place('iris.data')));
  writeFileSync(place('iris.data.part'), 'part');
  expect((await ask(method, requested)).status).toBe(404);
  expect(mirror.ranges).toEqual([]);
});

it('is asked as it is meant to be', async () => {
  expect((await ask('POST', '/catalogue')).status).toBe(405);
  expect((await ask('GET', '/catalogue/iris')).status).toBe(405);
  expect((await ask('PUT', '/catalogue/iris')).status).toBe(405);
  expect((await ask('POST', '/catalogue/iris/iris.data')).status).toBe(405);
});
