import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceOfBytes } from '../formats/byteSource.ts';
import { collectAsync, type Problem } from '../problem.ts';
import { readPreprocessing } from '../project/model.ts';
import { tensor } from '../tensor.ts';
import { isMissing, MOST_CATEGORIES, sortedCategories } from './columns.ts';
import { featuresOfColumn, readContents } from './contents.ts';
import type { FileHost } from './files.ts';
import { type Preprocessing, prepareData, prepareLike } from './prepare.ts';
import type { ColumnRule, DataSettings, Split, TableSource } from './settings.ts';

const everything = { train: 1, valid: 0, test: 0, seed: 1 };
const bytes = (text: string) => new TextEncoder().encode(text);

/** A disk of one table; other names are variants of it. */
function disk(files: Readonly<Record<string, string>>): FileHost {
  return { read: async (path) => ({ ok: true, value: bytes(files[path] as string), problems: [] }) };
}

function settings(source: Partial<TableSource>, more: Partial<DataSettings> = {}): DataSettings {
  const table = { kind: 'table', path: 'f.csv', features: 'all', target: 'y', ...source } as const;
  return { source: table, split: everything, standardize: false, ...more };
}

const prepare = (text: string, given: DataSettings, warn?: (one: Problem) => void) =>
  prepareData(given, 'classification', disk({ 'f.csv': text }), warn);

const weather = 'sky,wind,y\nsun,1,no\nrain,2,yes\nsun,3,no\nice,4,yes\n';

describe('a column of words', () => {
  const columns = { sky: { encode: 'oneHot' } } as const;

  it('is a feature a category, in their order', async () => {
    const { parts, preprocessing } = await prepare(weather, settings({ columns }));
    expect(preprocessing.features).toEqual(['sky=ice', 'sky=rain', 'sky=sun', 'wind']);
    expect(parts.train.x).toEqual(tensor([4, 4], [0, 0, 1, 1, 0, 1, 0, 2, 0, 0, 1, 3, 1, 0, 0, 4]));
    expect(preprocessing.columns).toEqual([
      { name: 'sky', encode: 'oneHot', categories: ['ice', 'rain', 'sun'] },
      { name: 'wind' },
    ]);
  });

  it('has categories of numbers in the order of their values', () => {
    expect(sortedCategories(['10', '?', '9', '-1'])).toEqual(['-1', '9', '10', '?']);
    expect(sortedCategories(['10', 'b', '9'])).toEqual(['10', '9', 'b']);
  });

  it('gives what is missing a category of its own, or loses those rows', async () => {
    const holes = 'sky,wind,y\nsun,1,no\n,2,yes\n NA ,3,no\nice,4,yes\n';
    const own = await prepare(holes, settings({ columns }));
    expect(own.preprocessing.features).toEqual(['sky=ice', 'sky=sun', 'sky=?', 'wind']);
    expect(own.parts.train.x.data).toEqual(Float32Array.from([0, 1, 0, 1, 0, 0, 1, 2, 0, 0, 1, 3, 1, 0, 0, 4]));
    const left = await prepare(holes, settings({ columns: { sky: { encode: 'oneHot', missing: 'drop' } } }));
    expect(left.parts.train.x).toEqual(tensor([2, 3], [0, 1, 1, 1, 0, 4]));
    expect(left.leftOut).toBe(2);
    expect([...(left.parts.train.target?.values.data ?? [])]).toEqual([0, 1]);
  });

  it('stays 1 and 0 where the other features are standardised, in engineered inputs too', async () => {
    const plain = await prepare(weather, settings({ columns }, { standardize: true }));
    expect(plain.preprocessing.scaling).toEqual({ mean: [0, 0, 0, 2.5], std: [1, 1, 1, Math.sqrt(1.25)] });
    const derive = ['x4', 'x3', 'x4^2'];
    const derived = await prepare(weather, settings({ columns }, { standardize: true, derive }));
    expect(derived.preprocessing.scaling?.mean).toEqual([2.5, 0, 7.5]);
    expect(derived.preprocessing.scaling?.std[1]).toBe(1);
  });

  it('has too many different ones, or long ones, to be categories', async () => {
    const many = Array.from({ length: MOST_CATEGORIES + 1 }, (_, at) => `k${at},1,no\n`);
    const table = (rows: readonly string[]) => `sky,wind,y\n${rows.join('')}`;
    const problems = async (text: string) => (await collectAsync(() => prepare(text, settings({ columns })))).problems;
    expect(await problems(table(many))).toMatchObject([{ code: 'notCategories', details: { column: 'sky' } }]);
    expect(await problems(table(many.slice(1)))).toEqual([]);
    expect(await problems(table([`${'x'.repeat(1000)},1,no\n`]))).toMatchObject([{ code: 'notCategories' }]);
  });

  it('of another part or another file is told where it is new, and then is none of them', async () => {
    const files = disk({ 'f.csv': weather, 'v.csv': 'wind,sky,y\n7,fog,no\n8,sun,yes\n' });
    const valid = { kind: 'table', path: 'v.csv', features: 'all', target: 'y' } as const;
    const warnings: Problem[] = [];
    const warn = (one: Problem) => warnings.push(one);
    const { parts, preprocessing } = await prepareData(settings({ columns }, { valid }), 'classification', files, warn);
    const rows = Float32Array.from([0, 0, 0, 7, 0, 0, 1, 8]);
    expect(parts.valid.x.data).toEqual(rows);
    expect(warnings.map(({ message }) => message)).toEqual([
      "'v.csv' has 'fog' in row 1, column 'sky', a category that was not trained on.",
    ]);
    const like = await prepareLike(stored(preprocessing), valid, 'classification', files, warn);
    expect(like.x.data).toEqual(rows);
    expect(warnings).toHaveLength(2);
  });
});

describe('missing numbers', () => {
  const ages = 'age,y\n1,no\n,yes\n3,no\n ? ,yes\n11,no\n';

  it.each([
    ['mean', [1, 5, 3, 5, 11], 5],
    ['median', [1, 3, 3, 3, 11], 3],
  ] as const)('are filled with the %s', async (missing, filled, fill) => {
    const { parts, preprocessing, leftOut } = await prepare(ages, settings({ columns: { age: { missing } } }));
    expect([...parts.train.x.data]).toEqual(filled);
    expect(preprocessing).toMatchObject({ features: ['age'], columns: [{ name: 'age', missing, fill }] });
    expect(leftOut).toBeUndefined();
  });

  it('are filled by what the training part has, in every part', async () => {
    const split: Split = { train: 0.6, valid: 0.2, test: 0.2, seed: 3 };
    const rows = Array.from({ length: 20 }, (_, at) => `${at % 4 === 0 ? 'nan' : at},no\n`).join('');
    const given = settings({ columns: { age: { missing: 'mean' } } }, { split });
    const { parts, preprocessing } = await prepare(`age,y\n${rows}`, given);
    const present = [...parts.train.x.data].filter((value) => Number.isInteger(value) && value % 4 !== 0);
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
    expect(preprocessing.columns).toMatchObject([{ fill: mean }]);
    const all = [...parts.train.x.data, ...parts.valid.x.data, ...parts.test.x.data];
    expect(all.filter((value) => value === Math.fround(mean))).toHaveLength(5);
  });

  it('make their rows be left out, of the target too', async () => {
    const dropped = await prepare(ages, settings({ columns: { age: { missing: 'drop' } } }));
    expect([...dropped.parts.train.x.data]).toEqual([1, 3, 11]);
    expect(dropped.leftOut).toBe(2);
    const half = 'age,y\n1,0.5\n2,NA\n3,1.5\n';
    const target = { columns: { y: { missing: 'drop' } } } as const;
    const { parts, leftOut } = await prepareData(settings(target), 'regression', disk({ 'f.csv': half }));
    expect([...(parts.train.target?.values.data ?? [])]).toEqual([0.5, 1.5]);
    expect(leftOut).toBe(1);
  });

  it.each([
    ['a feature without a rule', 'age,y\n1,no\nN/A,yes\n', {}, `'f.csv' has "N/A" in row 2, column 'age'.`],
    ['a number as target', 'age,y\n1,3\n2,?\n', {}, `'f.csv' has "?" in row 2, column 'y'.`],
    [
      'a row that others were left out before',
      'age,y\n,no\n2,\n',
      { age: { missing: 'drop' } },
      "'f.csv' has an empty cell in row 2, column 'y'.",
    ],
  ] as const)('are told where nobody said what becomes of them: %s', async (_, text, columns, message) => {
    const { problems } = await collectAsync(() => prepare(text, settings({ columns })));
    expect(problems).toMatchObject([{ code: 'emptyCell', message }]);
  });

  it('are a class of their own among words', async () => {
    const { preprocessing } = await prepare('age,y\n1,NA\n2,no\n', settings({}));
    expect(preprocessing.classes).toEqual(['NA', 'no']);
  });

  it.each([
    ['a column of nothing', ',no\n?,yes\n', { missing: 'mean' }, 'nothingToFill'],
    ['no row without', ',no\n?,yes\n', { missing: 'drop' }, 'allLeftOut'],
  ] as const)('cannot be replaced: %s', async (_, rows, age, code) => {
    const { problems } = await collectAsync(() => prepare(`age,y\n${rows}`, settings({ columns: { age } })));
    expect(problems).toMatchObject([{ code }]);
  });

  it('of other rows are filled as in training; rows that are to be predicted are never left out', async () => {
    const others = { kind: 'table', path: 'o.csv', features: 'all' } as const;
    const files = disk({ 'f.csv': ages, 'o.csv': 'age,y\n2,no\n,yes\n' });
    const fitted = async (missing: 'mean' | 'drop') =>
      stored((await prepare(ages, settings({ columns: { age: { missing } } }))).preprocessing);
    const filled = await prepareLike(await fitted('mean'), others, 'classification', files);
    expect([...filled.x.data]).toEqual([2, 5]);
    const dropping = await fitted('drop');
    const refused = await collectAsync(() => prepareLike(dropping, others, 'classification', files));
    expect(refused.problems).toMatchObject([{ code: 'emptyCell', details: { row: 2 } }]);
    const warnings: Problem[] = [];
    const labelled = { ...others, target: 'y' };
    const left = await prepareLike(dropping, labelled, 'classification', files, (one) => warnings.push(one));
    expect([...left.x.data]).toEqual([2]);
    expect(warnings).toMatchObject([{ code: 'rowsLeftOut', details: { count: 1 } }]);
  });
});

it('signs of a missing value', () => {
  expect(['', '  ', 'NA', 'n/a', ' NaN', 'NULL', '?'].map(isMissing)).not.toContain(false);
  expect(['0', 'no', 'none', '-', 'nana', '??', 'inf'].map(isMissing)).not.toContain(true);
});

it('columns may be called anything', async () => {
  const columns = JSON.parse('{"__proto__": {"encode": "oneHot"}, "constructor": {"missing": "mean"}}');
  const text = '__proto__,constructor,toString,y\na,,1,no\nb,4,2,yes\n';
  const { parts, preprocessing } = await prepare(text, settings({ columns }));
  expect(preprocessing.features).toEqual(['__proto__=a', '__proto__=b', 'constructor', 'toString']);
  expect([...parts.train.x.data]).toEqual([1, 0, 4, 1, 0, 1, 4, 2]);
});

it('what would be too many numbers is refused before they are made', async () => {
  const rows = Array.from({ length: 640 }, (_, at) => `k${at % 64},0,no\n`).join('');
  const given = settings({ features: new Array<string>(13_200).fill('sky'), columns: { sky: { encode: 'oneHot' } } });
  const { problems } = await collectAsync(() => prepare(`sky,wind,y\n${rows}`, given));
  expect(problems).toMatchObject([{ code: 'tooManyNumbers', details: { features: 844_800, rows: 640 } }]);
});

/** What a model file gives back of the preprocessing. */
function stored(preprocessing: Preprocessing): Preprocessing {
  return readPreprocessing(JSON.stringify(preprocessing), 'w');
}

it('any table is told apart and encoded alike, whatever is in its cells', async () => {
  const cell = fc.constantFrom('', 'NA', '?', '1', '2.5', '-3', 'a', 'b', ' b ', '日本', 'null');
  const rule = fc.constantFrom<ColumnRule>(
    { encode: 'oneHot' },
    { encode: 'oneHot', missing: 'drop' },
    { missing: 'mean' },
    { missing: 'drop' },
  );
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, rule, rule, async (rows, a, b) => {
      const text = `a,b,y\n${rows.map((row) => `${row.join(',')},k\n`).join('')}`;
      const given = settings({ header: true, columns: { a, b } });
      const [result, found] = await Promise.all([
        collectAsync(() => prepare(text, given)),
        readContents(sourceOfBytes(bytes(text)), 'f.csv', true),
      ]);
      if (!found.ok || found.value.kind !== 'table') throw new Error('no table');
      if (!result.ok) {
        expect(['notNumeric', 'nothingToFill', 'allLeftOut']).toContain(result.problems[0]?.code);
        return;
      }
      const { parts, preprocessing, leftOut = 0 } = result.value;
      const [count = 0, width] = parts.train.x.shape;
      expect(count + leftOut).toBe(rows.length);
      expect(parts.train.x.data.every(Number.isFinite)).toBe(true);
      const told = [a, b].map((one, at) => {
        const facts = found.value.kind === 'table' && found.value.columns[at];
        return (facts && featuresOfColumn(facts, one)) ?? 0;
      });
      expect([width, preprocessing.features.length]).toEqual([(told[0] as number) + (told[1] as number), width]);
      expect(stored(preprocessing)).toEqual(preprocessing);
    }),
  );
});
