import { expect, it } from 'vitest';
import { droppedFiles } from './dropped.ts';

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
const drop = (...items: readonly { entry?: object; file?: File }[]) =>
  droppedFiles({
    items: items.map((one) => ({ webkitGetAsEntry: () => one.entry ?? null, getAsFile: () => one.file ?? null })),
  } as never);
const names = async (files: ReturnType<typeof drop>) => (await files).map(({ name }) => name);

it('gives the files, with what they hold', async () => {
  const [first] = await drop({ entry: fileEntry('a.bin') }, { file: file('b.bin') });
  expect([first?.name, new TextDecoder().decode(first?.bytes)]).toEqual(['a.bin', 'a.bin']);
  expect(await names(drop({ entry: fileEntry('a.bin') }, { file: file('b.bin') }))).toEqual(['a.bin', 'b.bin']);
});

it('looks into a folder, but not into those within, nor at hidden files', async () => {
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
  expect(await drop({ entry: folderEntry('much', entries) })).toHaveLength(1000);
});
