import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Served, serve } from './serve.mjs';

let root = '';
let served: Served;

beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'gradwire-serve-'));
  mkdirSync(path.join(root, 'site'));
  writeFileSync(path.join(root, 'secret'), 'secret');
  writeFileSync(path.join(root, 'site', 'index.html'), '<p>here</p>');
  served = await serve({ folder: path.join(root, 'site') });
});

afterAll(async () => {
  await served.close();
  rmSync(root, { recursive: true });
});

/** Asks for a path just as it is written; `fetch` would tidy it up. */
function ask(
  requested: string,
  options: http.RequestOptions = {},
): Promise<{ status: number; body: string; type: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(served.address, { ...options, path: requested }, (response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body, type: response.headers['content-type'] ?? '' });
      });
    });
    request.on('error', reject).end();
  });
}

it('serves files with their type, and the page for the folder', async () => {
  expect(await ask('/')).toEqual({ status: 200, body: '<p>here</p>', type: 'text/html; charset=utf-8' });
  expect(await ask('/index.html?example=xor')).toMatchObject({ status: 200 });
  expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  expect(await ask('/none')).toMatchObject({ status: 404 });
});

it.each(['/../secret', '/..%2fsecret', '/%2e%2e/secret', '/..\\secret', '/a%00', '/%', '//../secret'])(
  'serves nothing above the folder: %s',
  async (requested) => expect(await ask(requested)).toMatchObject({ status: 404 }),
);

it.each(['elsewhere.example', 'localhost.example', '127.0.0.1.example', 'localhost@elsewhere.example'])(
  'serves no other host: %j',
  async (host) => expect(await ask('/', { headers: { host } })).toMatchObject({ status: 403 }),
);

it('serves this machine under both of its names', async () => {
  for (const host of ['localhost', 'localhost:8080', '127.0.0.1']) {
    expect(await ask('/', { headers: { host } })).toMatchObject({ status: 200 });
  }
});

it('takes nothing', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect(await ask('/', { method })).toMatchObject({ status: 405 });
  }
});
