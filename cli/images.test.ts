import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chain } from '../core/testing/networks.ts';
import { zipOfPictures } from '../node/folderZip.ts';
import { gradwire } from './testing/gradwire.ts';

let folder = '';
const place = (...parts: string[]) => path.join(folder, ...parts);

/** A picture with a bright bar, upright or level. */
function bar(level: boolean, at: number): Uint8Array {
  const data = Uint8Array.from({ length: 256 }, (_, pixel) => {
    const line = level ? Math.floor(pixel / 16) : pixel % 16;
    return Math.abs(line - at) < 2 ? 255 : 20;
  });
  return encode({ width: 16, height: 16, channels: 1, data });
}

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-images-'));
  for (const part of ['bars', 'others']) {
    for (const name of ['level', 'upright']) {
      mkdirSync(place(part, name), { recursive: true });
      for (let at = 2; at < 14; at++) writeFileSync(place(part, name, `${at}.png`), bar(name === 'level', at));
    }
  }
  const graph = chain(
    64,
    [
      ['linear1', 'linear', { units: 16 }],
      ['relu1', 'relu', {}],
      ['linear2', 'linear', { units: 2 }],
    ],
    ['loss', 'crossEntropy', {}],
  );
  const data = {
    source: { kind: 'images', path: 'bars', width: 8, height: 8 },
    split: { train: 1, valid: 0, test: 0 },
  };
  const training = { optimizer: { type: 'adam', learningRate: 0.02 }, epochs: 60, batchSize: 8 };
  writeFileSync(place('bars.gradwire'), JSON.stringify({ format: 'gradwire', version: 1, graph, data, training }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('learns from a folder of pictures, and says what others are', async () => {
  const out = place('bars.safetensors');
  expect(await gradwire(['train', place('bars.gradwire'), '--out', out])).toMatchObject({ code: 0 });
  const others = ['--weights', out, '--data', place('others')];
  const evaluated = JSON.parse((await gradwire(['eval', place('bars.gradwire'), ...others, '--json'])).stdout);
  expect(evaluated).toMatchObject({ rows: 24, classes: ['level', 'upright'] });
  expect(evaluated.accuracy).toBeGreaterThan(0.95);

  mkdirSync(place('unsorted'));
  writeFileSync(place('unsorted', 'a.png'), bar(true, 5));
  writeFileSync(place('unsorted', 'b.png'), bar(false, 9));
  const table = place('p.csv');
  const predict = ['predict', place('bars.gradwire'), '--weights', out, '--data', place('unsorted'), '--out', table];
  expect(await gradwire(predict)).toMatchObject({ code: 0 });
  const rows = readFileSync(table, 'utf8').trim().split('\n').slice(1);
  expect(rows.map((row) => row.split(',')[1])).toEqual(['level', 'upright']);
});

it('reads a zip of the folder as the folder itself', async () => {
  writeFileSync(place('bars.zip'), (await zipOfPictures(place('bars'))) as Uint8Array);
  const project = JSON.parse(readFileSync(place('bars.gradwire'), 'utf8'));
  project.data.source.path = 'bars.zip';
  writeFileSync(place('zipped.gradwire'), JSON.stringify(project));
  const bytes = async (name: string) => {
    expect(await gradwire(['data', place(`${name}.gradwire`), '--out', place(`${name}.npz`)])).toMatchObject({
      code: 0,
    });
    return readFileSync(place(`${name}.npz`));
  };
  expect(Buffer.compare(await bytes('zipped'), await bytes('bars'))).toBe(0);
});

it('follows no link and reads nothing hidden', async () => {
  mkdirSync(place('odd', '.git'), { recursive: true });
  writeFileSync(place('odd', '.git', 'a.png'), bar(true, 3));
  symlinkSync(place('bars'), place('odd', 'link'));
  symlinkSync(place('bars', 'level', '2.png'), place('odd', 'one.png'));
  expect(await zipOfPictures(place('odd'))).toBeNull();
  const result = await gradwire(['data', place('bars.gradwire'), '--data', place('odd')]);
  expect(result.code).toBe(1);
  expect(result.stderr).toContain('it is a folder');
});
