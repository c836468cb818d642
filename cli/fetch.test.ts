import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { catalogue, catalogueIds } from '../core/data/catalogue.ts';
import { gradwire } from './testing/gradwire.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-fetch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('every entry of the catalogue says where it is from, under what licence, and how it is verified', () => {
  for (const id of catalogueIds) {
    const { source, licence, files, settings } = catalogue[id];
    expect(source).toMatch(/https?:\/\//);
    expect(licence).not.toBe('');
    for (const { address, name, bytes, sha256 } of files) {
      expect(address.endsWith(`/${name}`)).toBe(true);
      expect(bytes).toBeGreaterThan(0);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(JSON.stringify(settings('/data'))).toContain('/data/');
    }
  }
});

it('fetch refuses what a mirror serves in place of the data, and an id that is none', async () => {
  const server = createServer((_, response) => response.end('<html>not the data</html>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  process.env.GRADWIRE_DATA = folder;
  const result = await gradwire(['fetch', 'iris', '--from', `http://127.0.0.1:${port}`]);
  delete process.env.GRADWIRE_DATA;
  server.close();
  expect(result.code).toBe(1);
  expect(result.stderr).toContain(
    "error: 'iris.data' could not be fetched: the connection ended after 25 of 4551 bytes.",
  );
  expect((await gradwire(['fetch', 'irises'])).code).toBe(2);
});
