import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gzip } from '../core/formats/gzip.ts';
import { chain } from '../core/testing/networks.ts';
import { gradwire } from './testing/gradwire.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gradwire-texts-'));
  const animals = ['cat', 'dog', 'bird', 'fish'];
  const places = ['bank', 'shop', 'park', 'port'];
  const rows = Array.from({ length: 80 }, (_, row) => {
    const words = row % 2 ? animals : places;
    return `${row % 2 ? 'animal' : 'place'}\tThe ${words[row % 4]} and "${words[(row * 3) % 4]}"`;
  });
  writeFileSync(path.join(folder, 'titles.txt'), `${rows.join('\n')}\nplace\tnothing known\n`);
  const lines = [...animals.map((word) => `${word} 1 0.2`), ...places.map((word) => `${word} -1 0.1`)];
  writeFileSync(path.join(folder, 'words.vec.gz'), gzip(new TextEncoder().encode(`8 2\n${lines.join('\n')}\n`)));
  const data = { source: { kind: 'text', path: 'titles.txt', vectors: 'words.vec.gz' } };
  const graph = chain(2, [['linear1', 'linear', { units: 2 }]], ['loss', 'crossEntropy', {}]);
  const training = { optimizer: { type: 'sgd', learningRate: 0.5 }, epochs: 20 };
  writeFileSync(
    path.join(folder, 'texts.gradwire'),
    JSON.stringify({ format: 'gradwire', version: 1, graph, data, training }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('texts become the means of their word vectors, are learnt from, and predicted from their words alone', async () => {
  const project = path.join(folder, 'texts.gradwire');
  const shown = await gradwire(['data', project, '--json']);
  expect(shown.code).toBe(0);
  expect(shown.stderr).toContain('warning: \'titles.txt\' has no word with a vector in row 81: "nothing known".');
  const { features, classes, splits } = JSON.parse(shown.stdout);
  expect([features, classes]).toEqual([
    ['v0', 'v1'],
    ['animal', 'place'],
  ]);
  const parts = Object.values(splits) as { coverage: { tokens: number; known: number; unknownRows: number[] } }[];
  expect(parts.reduce((sum, { coverage }) => sum + coverage.tokens, 0)).toBe(80 * 4 + 2);
  expect(parts.reduce((sum, { coverage }) => sum + coverage.known, 0)).toBe(80 * 2);
  expect(parts.flatMap(({ coverage }) => coverage.unknownRows)).toEqual([81]);

  const weights = path.join(folder, 'w.safetensors');
  expect((await gradwire(['train', project, '--out', weights])).code).toBe(0);
  const titles = path.join(folder, 'new.txt');
  writeFileSync(titles, 'a Cat, a dog\nthe port\nunheard of\n');
  const out = path.join(folder, 'p.csv');
  // From another folder: the vectors lie beside the project, the titles and the answer where they are said to.
  const predicted = await gradwire(['predict', project, '--weights', weights, '--data', titles, '--out', out]);
  expect(predicted).toMatchObject({ code: 0, stderr: expect.stringContaining('no word with a vector in row 3') });
  const rows = readFileSync(out, 'utf8').trim().split('\n');
  expect(rows.map((row) => row.split(',').slice(0, 2))).toEqual([
    ['row', 'predicted'],
    ['0', 'animal'],
    ['1', 'place'],
    ['2', expect.stringMatching(/^(animal|place)$/)],
  ]);
  const labelled = path.join(folder, 'labelled.txt');
  writeFileSync(labelled, 'animal\tbird\nplace\tpark\n');
  const evaluated = await gradwire(['eval', project, '--weights', weights, '--data', labelled, '--json']);
  expect(JSON.parse(evaluated.stdout)).toMatchObject({ rows: 2, accuracy: 1 });
});

it('says in one line what is wrong with word vectors', async () => {
  const broken = path.join(folder, 'broken.gradwire');
  writeFileSync(path.join(folder, 'broken.vec'), 'cat 1 0\ndog 1 zero\n');
  const project = JSON.parse(readFileSync(path.join(folder, 'texts.gradwire'), 'utf8'));
  project.data.source.vectors = 'broken.vec';
  writeFileSync(broken, JSON.stringify(project));
  const result = await gradwire(['data', broken]);
  expect(result.code).toBe(1);
  expect(result.stderr).toContain("error: 'broken.vec' has 'zero' in line 2, column 3, where a number is needed.");
});
