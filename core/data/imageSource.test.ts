import { encode } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { sourceOfBytes } from '../formats/byteSource.ts';
import { zip } from '../formats/zip.ts';
import { collectAsync, type Result } from '../problem.ts';
import { readContents } from './contents.ts';
import { guessSettings } from './guess.ts';
import { loadImages } from './imageSource.ts';
import { prepareData } from './prepare.ts';
import type { ImagesSource } from './settings.ts';

const source: ImagesSource = { kind: 'images', path: 'pets.zip', width: 2, height: 1, channels: 1 };

/** A picture all of one grey, as wide as asked. */
function png(grey: number, width = 4): Uint8Array {
  return encode({ width, height: 2, channels: 1, data: new Uint8Array(2 * width).fill(grey) });
}

function jpeg(grey: number): Uint8Array {
  return new Uint8Array(encodeJpeg({ width: 8, height: 8, data: new Uint8Array(256).fill(grey) }, 90).data);
}

const host = (files: Record<string, Uint8Array>, more: object = {}) => ({
  read: async (): Promise<Result<Uint8Array>> => ({
    ok: true,
    value: zip(new Map(Object.entries(files))),
    problems: [],
  }),
  ...more,
});

const pets = {
  'pets/dogs/b.PNG': png(255),
  'pets/dogs/a.jpeg': jpeg(255),
  'pets/cats/1.png': png(0, 9),
  'pets/readme.txt': new Uint8Array(3),
  'pets/.hidden/2.png': png(1),
  '__MACOSX/pets/cats/._1.png': new Uint8Array(3),
};

async function failure(files: Record<string, Uint8Array>, more: object = {}, other: object = {}): Promise<string> {
  const result = await collectAsync(() => loadImages({ ...source, ...other }, host(files, more)));
  return result.ok ? 'it was read' : `${result.problems[0]?.code}: ${result.problems[0]?.message}`;
}

describe('pictures in folders', () => {
  it('become rows of one size, by name, their folders the classes', async () => {
    const { x, target } = await loadImages(source, host(pets));
    expect(x.shape).toEqual([3, 2]);
    expect([...x.data].map((value) => Math.round(value * 100) / 100)).toEqual([0, 0, 1, 1, 1, 1]);
    expect(target).toEqual({ kind: 'text', cells: ['cats', 'dogs', 'dogs'] });
  });

  it('are split like any rows, and their classes are in order', async () => {
    const settings = { source, split: { train: 1, valid: 0, test: 0, seed: 1 }, standardize: false };
    const { parts, preprocessing } = await prepareData(settings, 'classification', host(pets));
    expect(preprocessing.classes).toEqual(['cats', 'dogs']);
    expect([...(parts.train.target?.values.data ?? [])]).toEqual([0, 1, 1]);
  });

  it('may have no classes where they are only predicted', async () => {
    expect(await failure({ 'a.png': png(9) })).toContain('noImages');
    const { target } = await loadImages({ ...source, labelled: false }, host({ 'a.png': png(9), 'b/c.png': png(9) }));
    expect(target).toBeNull();
  });

  it('are told apart from arrays in a zip, and guessed to be what they are', async () => {
    const contents = await readContents(sourceOfBytes(zip(new Map(Object.entries(pets)))), 'pets.zip');
    const classes = [
      { name: 'cats', count: 1 },
      { name: 'dogs', count: 2 },
    ];
    expect(contents).toMatchObject({ ok: true, value: { kind: 'images', classes } });
    if (!contents.ok) throw new Error();
    expect(guessSettings('pets.zip', contents.value).source).toEqual({ ...source, width: 28, height: 28 });
  });

  it('name the one that is no picture', async () => {
    expect(await failure({ 'cats/1.png': png(1), 'dogs/2.png': new Uint8Array(40) })).toBe(
      "fileFormat: The file 'pets.zip/dogs/2.png' is not a PNG or JPEG image.",
    );
  });

  it('are refused before there is memory for them where they would be too many numbers', async () => {
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`c/${index}.png`, new Uint8Array(1)]));
    expect(await failure(many, {}, { width: 512, height: 512, channels: 3 })).toContain('tooManyImages');
  });

  it('tell how far they are, and stop', async () => {
    const seen: (readonly [number, number | null])[] = [];
    const onProgress = (_: string, done: number, total: number | null) => seen.push([done, total]);
    await loadImages(source, host(pets, { watcher: { onProgress } }));
    // The zip in one piece, then each of its pictures.
    expect(seen).toHaveLength(1 + 3);
    expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1]);
    expect(await failure(pets, { watcher: { signal: AbortSignal.abort() } })).toContain('readingCancelled');
  });
});
