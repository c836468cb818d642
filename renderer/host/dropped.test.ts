import { expect, it } from 'vitest';
import { unzip } from '../../core/formats/zip.ts';
import { unwrap } from '../../core/problem.ts';
import { type Dropped, droppedFiles, readDropped } from './dropped.ts';
import { MOST_PICTURES, zipOfFolder } from './pictures.ts';

const file = (name: string) => new File([name], name);
const fileEntry = (name: string) => ({
  ...{ isFile: true, isDirectory: false, name },
  file: (give: (file: File) => void) => give(file(name)),
});
/** A folder whose reader gives two entries at a time. */
const folderEntry = (name: string, entries: readonly object[]) => ({
  ...{ isFile: false, isDirectory: true, name },
  createReader: () => {
    const left = [...entries];
    return { readEntries: (give: (some: object[]) => void) => give(left.splice(0, 2)) };
  },
});
const drop = (...items: readonly { entry?: { name: string }; file?: File }[]) => {
  // An entry of the disk is a file too.
  const transfer = items.map((one) => ({
    webkitGetAsEntry: () => one.entry ?? null,
    getAsFile: () => one.file ?? (one.entry && file(one.entry.name)),
  }));
  return droppedFiles({ items: transfer } as never, async ({ name }) => `/home/me/${name}`);
};
const files = (dropped: Dropped) => (dropped.kind === 'files' ? dropped.files : []);
const names = async (dropped: Promise<Dropped>) => files(await dropped).map(({ name }) => name);
const paths = (dropped: Dropped) => (dropped.kind === 'pictures' ? dropped.pictures.map(({ path }) => path) : []);

it('gives the files, with what they hold and where they lie', async () => {
  const [first] = await readDropped(files(await drop({ entry: fileEntry('a.bin') }, { file: file('b.bin') })));
  expect([first?.token, new TextDecoder().decode(first?.bytes)]).toEqual(['/home/me/a.bin', 'a.bin']);
  expect(await names(drop({ entry: fileEntry('a.bin') }, { file: file('b.bin') }))).toEqual(['a.bin', 'b.bin']);
});

it('looks into a folder, but not for models in those within, nor at hidden files', async () => {
  const inner = folderEntry('inner', [fileEntry('deep.bin')]);
  const entries = ['model.json', '.DS_Store', 'one.bin', 'two.bin'].map(fileEntry);
  expect(await names(drop({ entry: folderEntry('web', [...entries, inner]) }))).toEqual([
    'model.json',
    'one.bin',
    'two.bin',
  ]);
});

it('of a folder with more files than any model has, it takes a part', async () => {
  const entries = Array.from({ length: 5000 }, (_, index) => fileEntry(`${index}.bin`));
  expect(files(await drop({ entry: folderEntry('much', entries) }))).toHaveLength(1000);
});

it('a folder with pictures in folders is one of pictures, whatever lies beside them', async () => {
  const cats = folderEntry('cats', ['2.png', '1.jpg', '.hidden.png', 'notes.txt'].map(fileEntry));
  const hidden = folderEntry('.git', [fileEntry('x.png')]);
  const dropped = await drop({ entry: folderEntry('pets', [hidden, cats, fileEntry('readme.md')]) });
  expect(dropped).toMatchObject({ kind: 'pictures', folder: 'pets' });
  expect(paths(dropped)).toEqual(['pets/cats/1.jpg', 'pets/cats/2.png']);
});

it('folders within folders are looked into so far, and so long', async () => {
  let deep = folderEntry('f9', [fileEntry('x.png')]);
  for (let at = 8; at >= 0; at--) deep = folderEntry(`f${at}`, [fileEntry(`${at}.png`), deep]);
  expect(paths(await drop({ entry: deep }))).toEqual([
    'f0/0.png',
    'f0/f1/1.png',
    'f0/f1/f2/2.png',
    'f0/f1/f2/f3/3.png',
  ]);
  const endless = {
    ...{ isFile: false, isDirectory: true, name: 'endless' },
    createReader: () => ({
      readEntries: (give: (some: object[]) => void) => give(new Array(10_000).fill(fileEntry('x.png'))),
    }),
  };
  expect(paths(await drop({ entry: endless })).length).toBeLessThanOrEqual(2 * MOST_PICTURES);
});

const picture = (path: string, content: string, size = content.length) => ({
  path,
  file: async () => Object.defineProperty(new File([content], path), 'size', { value: size }),
});

it('a folder of pictures becomes the zip of it, and says how far it is', async () => {
  const told: (number | null)[] = [];
  const onProgress = (_: string, done: number, total: number | null) => told.push(done, total);
  const some = [picture('p/a/1.png', 'one'), picture('p/b/2.png', 'two'), picture('p/b/list.txt', 'no')];
  const zipped = unwrap(unzip(unwrap(await zipOfFolder('p', some, { onProgress })), 'p.zip'));
  expect([...zipped].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([
    ['p/a/1.png', 'one'],
    ['p/b/2.png', 'two'],
  ]);
  expect(told).toEqual([1, 2, 2, 2]);
});

it.each([
  ['too large', [picture('p/1.png', 'x', 6e8), picture('p/2.png', 'x', 6e8)], 'it is larger than 1 GB'],
  ['too many', new Array(MOST_PICTURES + 1).fill(picture('p/1.png', 'x')), 'it holds more than 65534 pictures'],
  [
    'gone',
    [{ path: 'p/1.png', file: () => Promise.reject(new DOMException('', 'NotReadableError')) }],
    'it cannot be read any more',
  ],
])('pictures that are %s are a Problem', async (_, some, reason) => {
  expect((await zipOfFolder('p', some, {})).problems).toMatchObject([{ code: 'fileUnreadable', details: { reason } }]);
});

it('and so is the wish to cancel', async () => {
  const stop = new AbortController();
  const some = [picture('p/1.png', 'x'), { ...picture('p/2.png', 'x'), path: 'p/2.png' }];
  const packed = zipOfFolder('p', some, { signal: stop.signal, onProgress: () => stop.abort() });
  expect((await packed).problems).toMatchObject([{ code: 'readingCancelled' }]);
});
