import { describe, expect, it } from 'vitest';
import { writeNpy } from '../formats/npy.ts';
import { writeNpz } from '../formats/npz.ts';
import { collectAsync } from '../problem.ts';
import { tensor } from '../tensor.ts';
import { factsOf, rowCount } from './dataset.ts';
import type { FileHost } from './files.ts';
import { prepareData, prepareLike, targetProblems } from './prepare.ts';
import { type DataSettings, defaultSplit } from './settings.ts';

const everything = { train: 1, valid: 0, test: 0, seed: 1 };

/** A disk of a few files. */
function files(contents: Readonly<Record<string, string | Uint8Array>>): FileHost {
  return {
    read: async (path) => {
      const content = contents[path];
      if (content === undefined) throw new Error(`no file '${path}'`);
      const value = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return { ok: true, value, problems: [] };
    },
  };
}

const flowers = 'length,width,kind\n1,2,rose\n3,4,iris\n5,6,rose\n7,9,lily\n';
const table: DataSettings = {
  source: { kind: 'table', path: 'f.csv', features: 'all', target: 'kind' },
  split: everything,
  standardize: false,
};

describe('tables', () => {
  it('give the features in column order and the classes by code point', async () => {
    const { parts, preprocessing } = await prepareData(table, 'classification', files({ 'f.csv': flowers }));
    expect(parts.train.x).toEqual(tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 9]));
    expect(preprocessing).toEqual({ features: ['length', 'width'], classes: ['iris', 'lily', 'rose'] });
    expect([...(parts.train.target?.values.data ?? [])]).toEqual([2, 0, 2, 1]);
    expect(factsOf(parts.train)).toEqual({ features: 2, target: { kind: 'classes', width: 3 } });
  });

  it('say that a comma stands where the decimal point belongs', async () => {
    const disk = files({ 'f.csv': 'a;b\n1;"2,5"\n' });
    const source = { ...table.source, target: undefined } as const;
    const result = await collectAsync(() => prepareData({ ...table, source }, 'classification', disk));
    expect(result.problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "decimalComma: 'f.csv' has \"2,5\" in row 1, column 'b', with a comma where the decimal point belongs.",
    ]);
  });

  it('read integers as class indices, and as numbers where the task is regression', async () => {
    const source = { ...table.source, target: 'b' } as const;
    const disk = files({ 'f.csv': 'a,b\n1,2\n3,0\n' });
    const classes = await prepareData({ ...table, source }, 'classification', disk);
    expect(classes.parts.train.target).toMatchObject({ kind: 'classes', classes: null });
    expect(factsOf(classes.parts.train).target).toEqual({ kind: 'classes', width: null });
    const numbers = await prepareData({ ...table, source }, 'regression', disk);
    expect(numbers.parts.train.target).toMatchObject({ kind: 'values', values: tensor([2, 1], [2, 0]) });
  });

  it('fill what is missing in a part only by its own rule, learnt from the training part', async () => {
    const disk = files({ 'f.csv': 'a,kind\n1,x\n3,y\n', 'v.csv': 'a,kind\n,x\n9,y\n' });
    const own = (missing: 'mean' | 'drop') =>
      ({ kind: 'table', path: 'v.csv', features: 'all', target: 'kind', columns: { a: { missing } } }) as const;
    const filled = await prepareData({ ...table, valid: own('mean') }, 'classification', disk);
    expect([...filled.parts.valid.x.data]).toEqual([2, 9]);
    const dropped = await prepareData({ ...table, valid: own('drop') }, 'classification', disk);
    expect([...dropped.parts.valid.x.data]).toEqual([9]);
    expect(dropped.leftOut).toBe(1);
  });

  it('are words where the classes are, though a part, or other rows, have only those that look like numbers', async () => {
    const disk = files({ 'f.csv': 'a,kind\n1,1\n2,2\n3,other\n', 'v.csv': 'a,kind\n3,2\n4,1\n' });
    const valid = { kind: 'table', path: 'v.csv', features: 'all', target: 'kind' } as const;
    const { parts, preprocessing } = await prepareData({ ...table, valid }, 'classification', disk);
    expect(preprocessing.classes).toEqual(['1', '2', 'other']);
    expect([...(parts.valid.target?.values.data ?? [])]).toEqual([1, 0]);
    const later = await prepareLike(preprocessing, valid, 'classification', disk);
    expect([...(later.target?.values.data ?? [])]).toEqual([1, 0]);
    // Where no cell is a class by name, they are indices.
    const named = await prepareLike(
      { ...preprocessing, classes: ['no', 'yes', 'maybe'] },
      valid,
      'classification',
      disk,
    );
    expect([...(named.target?.values.data ?? [])]).toEqual([2, 1]);
  });

  it.each([
    ['numbers to estimate', 'a,b\n1,1999\n2,2000\n', 2001],
    ['a name for each row', `a,b\n${Array.from({ length: 2001 }, (_, row) => `1,id${row}`).join('\n')}\n`, 2001],
  ])('refuse a target of %s as classes', async (_, text, count) => {
    const source = { ...table.source, target: 'b' } as const;
    const loaded = prepareData({ ...table, source }, 'classification', files({ 'f.csv': text }));
    await expect(loaded).rejects.toMatchObject({ problems: [{ code: 'manyClasses', details: { count } }] });
  });

  it('refuse a number to estimate that 32 bits cannot hold, and name its cell', async () => {
    const source = { ...table.source, target: 'b' } as const;
    const loaded = prepareData({ ...table, source }, 'regression', files({ 'f.csv': 'a,b\n1,2\n3,1e39\n' }));
    await expect(loaded).rejects.toMatchObject({
      problems: [{ code: 'notNumeric', details: { row: 2, column: 'b', value: '"1e39"' } }],
    });
  });

  it('that do not fit into memory are a Problem', async () => {
    const open = () => Promise.reject(new RangeError('Array buffer allocation failed'));
    const loaded = prepareData(table, 'classification', { ...files({}), open });
    await expect(loaded).rejects.toMatchObject({ problems: [{ code: 'dataTooLarge' }] });
  });

  it('take classes from every part, and code points beyond the basic plane as they are', async () => {
    const disk = files({ 'f.csv': 'a,kind\n1,\u{1F600}\n2,ｚ\n', 'v.csv': 'a,kind\n3,b\n' });
    const valid = { kind: 'table', path: 'v.csv', features: 'all', target: 'kind' } as const;
    const { parts, preprocessing } = await prepareData({ ...table, valid }, 'classification', disk);
    expect(preprocessing.classes).toEqual(['b', 'ｚ', '\u{1F600}']);
    expect([...(parts.valid.target?.values.data ?? [])]).toEqual([0]);
  });

  it.each([
    [
      'a missing column',
      { ...table.source, target: 'sort' },
      flowers,
      'columnMissing',
      "'f.csv' has no column 'sort'.",
    ],
    [
      'text among numbers',
      table.source,
      flowers.replace('3,4', '3,four'),
      'notNumeric',
      `'f.csv' has "four" in row 2, column 'width', where a number is needed.`,
    ],
    [
      'a NaN',
      table.source,
      flowers.replace('3,4', 'NaN,4'),
      'emptyCell',
      `'f.csv' has "NaN" in row 2, column 'length'.`,
    ],
    [
      'a number beyond 32 bits',
      table.source,
      flowers.replace('3,4', '1e39,4'),
      'notNumeric',
      `'f.csv' has "1e39" in row 2, column 'length', where a number is needed.`,
    ],
    [
      'a short row',
      table.source,
      `${flowers}1,2\n`,
      'rowLength',
      "Row 5 of 'f.csv' has 2 cells, but the table has 3 columns.",
    ],
    ['no rows', table.source, 'a,kind\n', 'emptyData', "'f.csv' holds no rows."],
    [
      'an empty class',
      table.source,
      flowers.replace('iris', ''),
      'emptyCell',
      `'f.csv' has an empty cell in row 2, column 'kind'.`,
    ],
    [
      'a negative class',
      { ...table.source, target: 'b' },
      'a,b\n1,-1\n',
      'notClassNumber',
      "'f.csv' has the target -1 in row 1, which is no class: those are 0, 1, 2 and so on.",
    ],
  ])('say what is wrong: %s', async (_, source, text, code, message) => {
    const settings = { ...table, source } as DataSettings;
    const result = await collectAsync(() => prepareData(settings, 'classification', files({ 'f.csv': text })));
    expect(result).toMatchObject({ ok: false, problems: [{ code, message }] });
  });
});

describe('splits', () => {
  const many: DataSettings = {
    source: { kind: 'generated', generator: 'xor', samples: 100, noise: 0, seed: 1 },
    split: { train: 0.7, valid: 0.2, test: 0.1, seed: 5 },
    standardize: false,
  };
  const none = files({});

  it('cut every row into one part, the same way each time', async () => {
    const [first, again] = [
      await prepareData(many, 'classification', none),
      await prepareData(many, 'classification', none),
    ];
    expect(again).toEqual(first);
    expect(Object.values(first.parts).map(rowCount)).toEqual([70, 20, 10]);
    const rows = Object.values(first.parts).flatMap(({ x }) => {
      return Array.from({ length: x.shape[0] as number }, (_, row) => x.data.subarray(row * 2, row * 2 + 2).join());
    });
    expect(new Set(rows).size).toBe(100);
  });

  it('give the share of a part with a source of its own to train', async () => {
    const { parts } = await prepareData(
      { ...many, test: { ...many.source, seed: 9 } as DataSettings['source'] },
      'classification',
      none,
    );
    expect(Object.values(parts).map(rowCount)).toEqual([80, 20, 100]);
  });

  it('may leave a part empty, but not the training part', async () => {
    const { parts } = await prepareData({ ...many, split: everything }, 'classification', none);
    expect(Object.values(parts).map(rowCount)).toEqual([100, 0, 0]);
    for (const [split, code] of [
      [{ train: 0, valid: 0.5, test: 0.5, seed: 1 }, 'emptyPart'],
      [{ train: 0.5, valid: 0.5, test: 0.5, seed: 1 }, 'badShares'],
    ] as const) {
      const result = await collectAsync(() => prepareData({ ...many, split }, 'classification', none));
      expect(result.problems.map((one) => one.code)).toEqual([code]);
    }
  });
});

describe('standardisation', () => {
  it('is fitted on the training part and applied to all', async () => {
    const settings: DataSettings = {
      ...table,
      split: { train: 0.5, valid: 0.25, test: 0.25, seed: 1 },
      standardize: true,
    };
    const { parts, preprocessing } = await prepareData(settings, 'classification', files({ 'f.csv': flowers }));
    const column = (data: Float32Array, at: number) => [...data].filter((_, index) => index % 2 === at);
    for (const at of [0, 1]) {
      const [a = 0, b = 0] = column(parts.train.x.data, at);
      expect(a + b).toBeCloseTo(0, 6);
      expect((a * a + b * b) / 2).toBeCloseTo(1, 6);
    }
    const again = await prepareLike(preprocessing, settings.source, 'classification', files({ 'f.csv': flowers }));
    expect(again.x.shape).toEqual([4, 2]);
    const { mean, std } = preprocessing.scaling ?? { mean: [], std: [] };
    expect(again.x.data[0]).toBeCloseTo((1 - (mean[0] ?? 0)) / (std[0] ?? 1), 6);
  });

  it('leaves a column without spread at zero', async () => {
    // 0.1 has no exact float, and its sum is rounded.
    const lines = Array.from({ length: 150 }, (_, row) => `${row % 2},0.1,${row % 3 ? 'x' : 'y'}`);
    const disk = files({ 'f.csv': `a,b,kind\n${lines.join('\n')}\n` });
    const { parts, preprocessing } = await prepareData({ ...table, standardize: true }, 'classification', disk);
    expect(preprocessing.scaling?.mean[1]).toBe(Math.fround(0.1));
    expect(preprocessing.scaling?.std[1]).toBe(1);
    expect([...parts.train.x.data.subarray(0, 4)]).toEqual([-1, 0, 1, 0]);
  });
});

describe('derived inputs', () => {
  it('leave the two plain ones to be drawn, in the rows of each part', async () => {
    const settings = { ...table, derive: ['x1^2'], split: { train: 0.5, valid: 0.5, test: 0, seed: 1 } };
    const { parts, plain } = await prepareData(settings, 'classification', files({ 'f.csv': flowers }));
    for (const part of ['train', 'valid'] as const) {
      const squares = plain?.[part].data.filter((_, index) => index % 2 === 0).map((value) => value * value);
      expect(squares).toEqual(parts[part].x.data);
    }
    expect((await prepareData(table, 'classification', files({ 'f.csv': flowers }))).plain).toBeUndefined();
  });

  it('replace the plain ones', async () => {
    const derive = ['x1', 'x2^2', 'x1*x2', 'sin(x1)', 'cos(x2)'];
    const { parts } = await prepareData({ ...table, derive }, 'classification', files({ 'f.csv': flowers }));
    const wanted = [3, 16, 12, Math.sin(3), Math.cos(4)];
    expect([...parts.train.x.data.subarray(5, 10)]).toEqual(wanted.map(Math.fround));
  });

  it.each(['x0', 'x3', 'x1^3', 'exp(x1)', 'x1;x2', ''])('%j is not understood', async (input) => {
    const settings = { ...table, derive: [input] };
    const result = await collectAsync(() => prepareData(settings, 'classification', files({ 'f.csv': flowers })));
    expect(result.problems.map(({ code }) => code)).toEqual(['badDerive']);
  });
});

describe('arrays', () => {
  it('of another part must be as wide as those that are learnt from', async () => {
    const disk = files({
      'x.npy': writeNpy(tensor([2, 3], new Float32Array(6))),
      'v.npy': writeNpy(tensor([2, 2], new Float32Array(4))),
    });
    const valid = { kind: 'arrays', x: 'v.npy', scale: 1 } as const;
    const source = { kind: 'arrays', x: 'x.npy', scale: 1 } as const;
    const result = await collectAsync(() => prepareData({ ...table, source, valid }, 'regression', disk));
    expect(result.problems).toMatchObject([{ code: 'arrayShape', details: { file: 'v.npy', expected: '[N, 3]' } }]);
  });

  const x = tensor(
    [3, 2, 2],
    Float32Array.from({ length: 12 }, (_, index) => index),
  );
  const labels = tensor([3], [1, 0, 2]);
  const arrays = (target?: string, source = 'x.npy'): DataSettings => ({
    source: { kind: 'arrays', x: source, ...(target && { target }), scale: 0.5 },
    split: everything,
    standardize: false,
  });
  const disk = files({
    'x.npy': writeNpy(x),
    't.npy': writeNpy(labels),
    'both.npz': writeNpz(
      new Map([
        ['x', x],
        ['target', labels],
        ['other', labels],
      ]),
    ),
    'short.npy': writeNpy(tensor([2], [0, 1])),
    'soft.npy': writeNpy(tensor([3, 2], [0.5, 0.5, 0.1, 0.9, 1, 0.5])),
    'nan.npy': writeNpy(tensor([1, 2], [0, Number.NaN])),
  });

  it('flatten rows, scale x, and find arrays by name', async () => {
    for (const settings of [arrays('t.npy'), arrays('both.npz', 'both.npz'), arrays('both.npz#other', 'both.npz#x')]) {
      const { parts, preprocessing } = await prepareData(settings, 'classification', disk);
      expect(parts.train.x).toEqual(
        tensor(
          [3, 4],
          x.data.map((value) => value / 2),
        ),
      );
      expect([...(parts.train.target?.values.data ?? [])]).toEqual([1, 0, 2]);
      expect(preprocessing.scale).toBe(0.5);
    }
  });

  it.each([
    [arrays('short.npy'), 'rowsDiffer'],
    [arrays('both.npz#y'), 'arrayMissing'],
    [arrays(undefined, 'nan.npy'), 'notFiniteCell'],
  ])('say what is wrong: %#', async (settings, code) => {
    const result = await collectAsync(() => prepareData(settings, 'classification', disk));
    expect(result.problems.map((one) => one.code)).toEqual([code]);
  });

  it('hold classes within the network’s outputs and probabilities to a sum of 1', async () => {
    const hard = await prepareData(arrays('t.npy'), 'classification', disk);
    expect(targetProblems(hard.parts.train, 3)).toEqual([]);
    expect(targetProblems(hard.parts.train, 2)).toMatchObject([
      { code: 'targetOutside', message: 'The target of row 2 is 2, outside the classes 0 to 1.' },
    ]);
    const soft = await prepareData(arrays('soft.npy'), 'classification', disk);
    expect(targetProblems(soft.parts.train, 2)).toMatchObject([
      {
        code: 'targetNotProbabilities',
        message: 'The target of row 2 is no row of probabilities: it adds up to 1.500.',
      },
    ]);
  });
});

it('shares of the default split are sound', () => {
  expect(defaultSplit.train + defaultSplit.valid + defaultSplit.test).toBeCloseTo(1);
});
