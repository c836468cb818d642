import { describe, expect, it } from 'vitest';
import { sourceOfBytes } from '../formats/byteSource.ts';
import { writeNpz } from '../formats/npz.ts';
import { unwrap } from '../problem.ts';
import { tensor, zeros } from '../tensor.ts';
import { addressOf, addressParts } from './address.ts';
import { type FileContents, readContents, type TableContents } from './contents.ts';
import { guessScale, guessSettings, guessSource, guessText } from './guess.ts';

async function contentsOf(content: string | Uint8Array, file = 'f.csv'): Promise<FileContents> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return unwrap(await readContents(sourceOfBytes(bytes), file));
}

const table = async (text: string, file = 'f.csv') => guessSettings(file, await contentsOf(text, file)).source;

describe('contents of a file', () => {
  it('tell which columns are numbers, and which have gaps', async () => {
    expect(await contentsOf('a,b,kind\n1,x,p\n2,,q\n,y,p\n')).toEqual({
      kind: 'table',
      hasHeader: true,
      columns: [
        { name: 'a', type: 'number', missing: 1, distinct: 3, categories: 3 },
        { name: 'b', type: 'text', missing: 1, distinct: 3, categories: 3 },
        { name: 'kind', type: 'text', missing: 0, distinct: 2, categories: 2 },
      ],
      rows: 3,
      delimiter: ',',
      first: [
        ['1', 'x', 'p'],
        ['2', '', 'q'],
        ['', 'y', 'p'],
      ],
    });
  });

  it('tell the shapes of arrays', async () => {
    const arrays = new Map([['x', tensor([2, 2], [1, 2, 3, 4])]]);
    expect(await contentsOf(writeNpz(arrays), 'a.npz')).toEqual({
      kind: 'arrays',
      arrays: [{ key: 'x', shape: [2, 2], integers: false, most: 4 }],
    });
  });
});

describe('a guess at a table', () => {
  it.each([
    ['the last column', 'a,b,c\n1,2,0\n3,4,1\n', { features: 'all', target: 'c' }],
    ['a column by its name', 'Label,a,b\n0,1,2\n1,3,4\n', { features: 'all', target: 'Label' }],
    ['a column by its Japanese name', '正解,a,b\n0,1,2\n1,3,4\n', { features: 'all', target: '正解' }],
    ['the only column of words', 'kind,a,b\np,1,2\nq,3,4\np,5,6\n', { features: 'all', target: 'kind' }],
    ['a column by its number', '1,2,0\n3,4,1\n', { features: 'all', target: '2' }],
    ['no column of one', 'a\n1\n2\n', { features: 'all' }],
    ['columns with gaps are no features', 'a,b,c\n1,,0\n3,4,1\n', { features: ['a'], target: 'c' }],
    ['names are no features', 'name,a,class\nAnn,1,p\nBob,2,q\n', { features: ['a'], target: 'class' }],
    [
      'where there are no plain numbers, words and columns with gaps',
      'sky,heat,class\nsun,1,p\nrain,,q\n',
      { features: 'all', target: 'class', columns: { sky: { encode: 'oneHot' }, heat: { missing: 'mean' } } },
    ],
  ])('%s', async (_, text, expected) => {
    expect(await table(text)).toEqual({ kind: 'table', path: 'f.csv', ...expected });
  });

  it('knows semicolons and the sizes that scikit-learn writes first', async () => {
    expect(await table('a;b;c\n1;2;x\n')).toMatchObject({ target: 'c' });
    expect(await table('2,2,rose,iris\n1,2,0\n3,4,1\n')).toMatchObject({ features: 'all', target: '2' });
  });

  it('takes a file of another part as the main one is taken', async () => {
    const like = { kind: 'table', path: 'f.csv', features: ['b'], target: 'a' } as const;
    expect(guessSource('g.csv', await contentsOf('a,b,c\n1,2,3\n'), like)).toEqual({ ...like, path: 'g.csv' });
    expect(guessSource('g.csv', await contentsOf('d,e\n1,2\n'), like)).toMatchObject({ features: 'all', target: 'e' });
  });
});

describe('a guess at the task', () => {
  const rows = (count: number, target: (row: number) => number) =>
    contentsOf(`a,y\n${Array.from({ length: count }, (_, row) => `${row},${target(row)}`).join('\n')}\n`);

  it.each([
    ['prices of a few', 30, (row: number) => 90_000 + 1000 * row, 'regression'],
    ['prices of many', 500, (row: number) => 90_000 + 10 * row, 'regression'],
    ['ten classes', 30, (row: number) => row % 10, undefined],
    ['a hundred classes', 500, (row: number) => row % 100, undefined],
    ['a number each of a handful', 10, (row: number) => row, undefined],
  ])('%s', async (_, count, target, task) => {
    expect(guessSettings('f.csv', await rows(count, target)).task).toBe(task);
  });
});

describe('a guess at a part of its own', () => {
  const like = { kind: 'table', path: 'f.csv', features: ['a'], target: 'kind' } as const;

  it('learns its target from the main one, and has none where that is missing', async () => {
    const other = guessSource('t.csv', await contentsOf('id,a,kind\n1,2,x\n'), like);
    expect(other).toEqual({ ...like, path: 't.csv' });
    const bare = guessSource('t.csv', await contentsOf('id,a,b\n1,2,3\n'), like);
    expect(bare).toEqual({ ...like, path: 't.csv', target: undefined });
  });
});

describe('a guess at numbers with decimal commas', () => {
  it('is that they are features, so that they are refused by name, and not words', async () => {
    expect(await table('a;b;kind\n5,1;1;x\n4,9;2;y\n')).toMatchObject({ features: 'all', target: 'kind' });
    expect(await table('a;b;kind\n5,1;1;x\n4,9;2;y\n')).not.toHaveProperty('columns');
  });
});

describe('a guess at texts', () => {
  it('is that quotes enclose cells, but for cells between tabs', async () => {
    const commas = (await contentsOf('title,label\n"a, b",x\nc,y\n')) as TableContents;
    expect(guessText('t.csv', 'v.vec', commas)).toMatchObject({ text: 'title', label: 'label', quoting: 'csv' });
    const tabs = (await contentsOf('title\tlabel\na, b\tx\nc\ty\n', 't.tsv')) as TableContents;
    expect(guessText('t.tsv', 'v.vec', tabs)).not.toHaveProperty('quoting');
  });
});

describe('the address of an array', () => {
  it.each([
    ['x.npz', 'x_train', 'x.npz#x_train'],
    ['x.npy', '', 'x.npy'],
    ['C#/x#1.npy', '', 'C#/x#1.npy#'],
    ['C#/x.npz', 'y', 'C#/x.npz#y'],
  ])('of %s is taken apart again', (path, key, address) => {
    expect(addressOf(path, key)).toBe(address);
    expect(addressParts(address)).toEqual({ path, key });
  });
});

describe('a guess at arrays', () => {
  const guess = async (shapes: Readonly<Record<string, readonly number[]>>) =>
    guessSettings(
      'a.npz',
      await contentsOf(writeNpz(new Map(Object.entries(shapes).map(([key, s]) => [key, zeros(s)]))), 'a.npz'),
    );

  it('goes by the names', async () => {
    expect((await guess({ y: [3], X: [3, 2] })).source).toEqual({
      kind: 'arrays',
      x: 'a.npz#X',
      target: 'a.npz#y',
      scale: 1,
    });
  });

  it('goes by the shapes where names say nothing', async () => {
    const { source } = await guess({ p: [3], q: [3, 9], r: [4] });
    expect(source).toEqual({ kind: 'arrays', x: 'a.npz#q', target: 'a.npz#p', scale: 1 });
  });

  it('gives each part the arrays that are named after it', async () => {
    const found = await guess({
      x_train: [4, 2],
      y_train: [4],
      x_test: [2, 2],
      y_test: [2],
      x_val: [1, 2],
      y_val: [1],
    });
    expect(found.source).toMatchObject({ x: 'a.npz#x_train', target: 'a.npz#y_train' });
    expect(found.valid).toMatchObject({ x: 'a.npz#x_val', target: 'a.npz#y_val' });
    expect(found.test).toMatchObject({ x: 'a.npz#x_test', target: 'a.npz#y_test' });
  });

  it('brings pixels between 0 and 1, and nothing else', () => {
    const pixels = { key: '', shape: [5, 28, 28], integers: true, most: 255 };
    expect(guessScale(pixels)).toBe(1 / 255);
    expect(guessScale({ ...pixels, most: 16 })).toBe(1);
    expect(guessScale({ ...pixels, shape: [5] })).toBe(1);
    expect(guessScale({ ...pixels, integers: false })).toBe(1);
  });
});
