import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { type CatalogueEntry, catalogue, catalogueIds } from '../core/data/catalogue.ts';
import { pathsOf } from '../core/data/settings.ts';
import { honest, irisBytes, type Mirror, startMirror } from '../node/testing/mirror.ts';
import { gradwire } from './testing/gradwire.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-fetch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let mirror: Mirror;
beforeEach(async () => {
  process.env.GRADWIRE_DATA = folder;
  mirror = await startMirror(honest(irisBytes));
});
afterEach(() => {
  delete process.env.GRADWIRE_DATA;
  mirror.close();
});

it('every entry of the catalogue says where it is from, under what licence, and how it is verified', () => {
  for (const id of catalogueIds) {
    const { source, licence, files, settings }: CatalogueEntry = catalogue[id];
    expect(source).toMatch(/https?:\/\//);
    expect(licence).not.toBe('');
    for (const { address, name, bytes, sha256, zipBytes } of files) {
      if (zipBytes === undefined) expect(address.endsWith(`/${name}`)).toBe(true);
      expect(bytes).toBeGreaterThan(0);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(pathsOf(settings())).toContain(`catalogue:${id}/${name}`);
    }
  }
});

it('fetch refuses what a mirror serves in place of the data, and an id that is none', async () => {
  mirror.answer = (_, response) => response.end('<html>not the data</html>');
  const result = await gradwire(['fetch', 'iris', '--from', mirror.address]);
  expect(result.code).toBe(1);
  expect(result.stderr).toContain(
    "error: 'iris.data' could not be fetched: the connection ended after 25 of 4551 bytes.",
  );
  expect((await gradwire(['fetch', 'irises'])).code).toBe(2);
  expect((await gradwire(['fetch', '__proto__'])).code).toBe(2);
  expect((await gradwire(['fetch', 'iris', '--from', 'nowhere'])).code).toBe(2);
});

it('a project names fetched data so that it trains wherever they were fetched, and says so where they were not', async () => {
  const unfetched = {
    source: { kind: 'table', path: 'catalogue:iris/iris.data', features: ['0', '1', '2', '3'], target: '4' },
  };
  const file = path.join(folder, 'iris.gradwire');
  const save = (data: object) => writeFileSync(file, JSON.stringify({ ...network, data }));
  save(unfetched);
  const missing = await gradwire(['train', file]);
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain("The data set 'iris' of the catalogue is not on this machine.");

  const fetched = await gradwire(['fetch', 'iris', '--from', mirror.address, '--json']);
  const { data, files } = JSON.parse(fetched.stdout);
  expect(files).toEqual([path.join(folder, 'iris', 'iris.data')]);
  mirror.close();
  save(data);
  const weights = path.join(folder, 'iris.safetensors');
  expect(await gradwire(['train', file, '--out', weights])).toMatchObject({ code: 0 });
  const evaluated = JSON.parse((await gradwire(['eval', file, '--weights', weights, '--json'])).stdout);
  expect(evaluated.accuracy).toBeGreaterThanOrEqual(0.93);
  const own = await gradwire(['eval', file, '--weights', weights, '--data', 'catalogue:iris/iris.data', '--json']);
  expect(JSON.parse(own.stdout).rows).toBe(150);

  save({ source: { ...unfetched.source, path: 'catalogue:iris/../iris/iris.data' } });
  expect((await gradwire(['train', file])).stderr).toContain('The catalogue has no file');
});

const network = {
  format: 'gradwire',
  version: 1,
  graph: {
    blocks: [
      { id: 'input', type: 'input', params: { features: 4 } },
      { id: 'linear1', type: 'linear', params: { units: 3 } },
      { id: 'loss', type: 'crossEntropy' },
    ],
    wires: [
      { from: 'input.x', to: 'linear1.x' },
      { from: 'linear1.y', to: 'loss.prediction' },
      { from: 'input.target', to: 'loss.target' },
    ],
  },
};
