/** What is wrong with the data, or between them and the network. */
import { writeNpy } from '../../core/formats/npy.ts';
import { writeNpz } from '../../core/formats/npz.ts';
import { zip } from '../../core/formats/zip.ts';
import { tensor } from '../../core/tensor.ts';
import { allocationFails, breakDown, brokenEngine } from '../engineFaults.ts';
import { chain, dropped, file, type Way, withData, xor } from './way.ts';

/** A table with two features and a target. */
const table = (name: string, rows: string, source: object = {}, more: object = {}) =>
  withData({ [name]: `a,b,y\n${rows}\n` }, { source: { kind: 'table', path: name, target: 'y', ...source }, ...more });

/** One whose first column is one-hot. */
const encoded = (name: string, rows: string, more: object = {}) =>
  table(name, rows, { columns: { a: { encode: 'oneHot' } } }, more);

const good = '1,2,no\n3,4,yes\n5,6,no\n7,8,yes\n9,0,no';

/** Titles with labels, and vectors for some of their words. */
const texts = (name: string, vectors: string, rows: string, more: object = {}) =>
  withData(
    { [`${name}.tsv`]: rows, [`${name}.vec`]: vectors },
    { source: { kind: 'text', path: `${name}.tsv`, text: 1, label: 0, vectors: `${name}.vec`, ...more } },
  );

const arrays = (files: Readonly<Record<string, Uint8Array>>, x: string, target?: string, more: object = {}) =>
  withData(files, { source: { kind: 'arrays', x, ...(target && { target }) }, ...more });

const four = [1, 2, 3, 4, 5, 6, 7, 8];
const regression = { graph: chain(2, [['linear1', 'linear', { units: 3 }]], ['loss', 'meanSquaredError']) };

export const ofData = {
  noData: {
    reach: async (user) => {
      await dropped({ data: null })(user);
      await user.editor.canvas.fitted();
      await user.editor.bar.train.click();
    },
    place: 'problems',
    en: 'The project has no data yet.',
    ja: 'プロジェクトにまだデータがありません。',
  },
  dataTooLarge: {
    reach: async (user) => {
      await allocationFails(user.editor.page, 777 * 2);
      await dropped({ data: { source: { kind: 'generated', generator: 'xor', samples: 777 } } })(user);
    },
    place: 'data',
    en: 'The data do not fit into memory.',
    ja: 'データがメモリに収まりません。',
  },
  engineDied: {
    reach: async (user) => {
      const engine = await brokenEngine(user.editor.page);
      await dropped({ name: 'Unlucky' })(user);
      await breakDown(engine.worker);
      await user.editor.problem('engineDied', 'data');
      await engine.mend();
    },
    place: 'data',
    en: 'The computation broke down: the worker stopped.',
    ja: '計算が途中で止まりました: ワーカーが停止しました。',
  },
  manyClasses: {
    reach: table('prices.csv', '1,2,90000\n3,4,120000\n5,6,70000\n7,8,80000\n9,0,100000'),
    place: 'data',
    en: "The target of 'prices.csv' would be 120001 classes, more than the 2000 there may be.",
    ja: '「prices.csv」の目標値は 120001 クラスになります。上限は 2000 です。',
  },
  noTarget: {
    reach: withData({ 'aimless.csv': 'a,b\n1,2\n3,4\n' }, { source: { kind: 'table', path: 'aimless.csv' } }),
    place: 'data',
    en: "The data 'aimless.csv' has no targets.",
  },
  featuresMismatch: {
    reach: dropped({ graph: chain(5, [['linear1', 'linear', { units: 2 }]], ['loss', 'crossEntropy']) }),
    place: 'data',
    en: "Input 'input' expects 5 features, but the data has 2.",
    block: 'input',
    fix: 'Set Features of input to 2',
  },
  classesMismatch: {
    reach: dropped({ data: { source: { kind: 'generated', generator: 'blobs' } } }),
    place: 'data',
    en: "The data has 3 classes, but CrossEntropy 'loss' gets 2 features from 'linear1'.",
    block: 'loss',
    fix: 'Set Units of linear1 to 3',
  },
  targetWidth: {
    reach: dropped({ ...regression, data: { source: { kind: 'generated', generator: 'plane' } } }),
    place: 'data',
    en: "The target has 1 columns, but MeanSquaredError 'loss' gets 3 features from 'linear1'.",
    block: 'loss',
    fix: 'Set Units of linear1 to 1',
  },
  targetKind: {
    reach: dropped({ ...regression, data: { ...xor, task: 'classification' } }),
    place: 'data',
    en: "MeanSquaredError 'loss' needs real numbers, but the data has classes.",
    block: 'loss',
    fix: 'Make it a classifier',
    ja: 'MeanSquaredError「loss」に必要な目標値は実数ですが、データの目標値はクラスです。',
  },
  targetOutside: {
    reach: withData(
      { 'outside.csv': 'x1,x2,y\n1,2,2\n3,4,3\n' },
      { ...xor, valid: { kind: 'table', path: 'outside.csv', target: 'y' } },
    ),
    place: 'data',
    en: 'The target of row 0 is 2, outside the classes 0 to 1.',
  },
  notClassNumber: {
    reach: table('signs.csv', '1,2,1\n3,4,1\n5,6,-1'),
    place: 'data',
    en: "'signs.csv' has the target -1 in row 3, which is no class: those are 0, 1, 2 and so on.",
  },
  targetWords: {
    reach: table('kinds.csv', good, {}, { task: 'regression' }),
    place: 'data',
    en: "The target of 'kinds.csv' is words, such as 'no', where numbers are to be estimated.",
  },
  unknownClass: {
    reach: withData(
      { 'strangers.csv': 'x1,x2,y\n1,2,maybe\n' },
      { ...xor, valid: { kind: 'table', path: 'strangers.csv', target: 'y' } },
    ),
    place: 'data',
    en: "'strangers.csv' has the target 'maybe' in row 1, which is no class of this model.",
  },
  emptyCell: {
    reach: table('hole.csv', '1,2,no\n3,4,\n5,6,yes'),
    place: 'data',
    en: "'hole.csv' has an empty cell in row 2, column 'y'.",
    ja: '「hole.csv」の行 2、列「y」は空のセルです。',
  },
  notCategories: {
    reach: encoded('ids.csv', Array.from({ length: 70 }, (_, at) => `id${at},${at},no`).join('\n')),
    place: 'data',
    en: "Column 'a' of 'ids.csv' cannot be read as categories: it has more than 64 different values, or long texts.",
    ja: '「ids.csv」の列「a」はカテゴリーとして読めません: 値が 64 種類を超えるか、長すぎる値があります。',
  },
  unknownCategory: {
    reach: async (user) => {
      await user.editor.drop('skies.csv', 'a,b,y\nrain,1,no\nfog,2,yes\n');
      await user.editor.mention('skies.csv').waitFor();
      const valid = { kind: 'table', path: 'skies.csv', features: ['a', 'b'], target: 'y' };
      await encoded('weather.csv', 'sun,1,no\nrain,2,yes\nsun,3,no', { valid })(user);
    },
    place: 'data',
    en: "'skies.csv' has 'fog' in row 2, column 'a', a category that was not trained on.",
    ja: '「skies.csv」の行 2、列「a」の値「fog」は、学習に使ったカテゴリーにありません。',
  },
  nothingToFill: {
    reach: table('hollow.csv', ',2,no\n,4,yes\n?,6,no', { columns: { a: { missing: 'median' } } }),
    place: 'data',
    en: "Column 'a' of 'hollow.csv' has no number in the training part that could stand in for missing ones.",
  },
  tooManyNumbers: {
    reach: withData(
      { 'wide.csv': `a,b,y\n${Array.from({ length: 640 }, (_, at) => `k${at % 64},1,no\n`).join('')}` },
      {
        source: {
          kind: 'table',
          path: 'wide.csv',
          target: 'y',
          features: new Array<string>(13_200).fill('a'),
          columns: { a: { encode: 'oneHot' } },
        },
      },
    ),
    place: 'data',
    en: "The 640 rows of 'wide.csv' with 844800 features would be 540672000 numbers, more than 536870912.",
  },
  allLeftOut: {
    reach: table('sparse.csv', ',2,no\n3,,yes', { columns: { a: { missing: 'drop' }, b: { missing: 'drop' } } }),
    place: 'data',
    en: "'sparse.csv' has a missing value in every row, and such rows are left out.",
  },
  targetNotProbabilities: {
    reach: arrays(
      {
        'unsure.npz': writeNpz(
          new Map([
            ['x', tensor([4, 2], four)],
            ['target', tensor([4, 2], four)],
          ]),
        ),
      },
      'unsure.npz#x',
      'unsure.npz#target',
    ),
    place: 'data',
    en: 'The target of row 0 is no row of probabilities: it holds a number outside 0 to 1.',
    ja: '行 0 の目標値は確率ではありません: 0 から 1 の範囲にない数値があります。',
  },
  columnMissing: {
    reach: withData(
      { 'columns.csv': `a,b,y\n${good}\n` },
      { source: { kind: 'table', path: 'columns.csv', target: 'z' } },
    ),
    place: 'data',
    en: "'columns.csv' has no column 'z'.",
  },
  notNumeric: {
    reach: table('words.csv', '1,2,no\n3,four,yes'),
    place: 'data',
    en: `'words.csv' has "four" in row 2, column 'b', where a number is needed.`,
  },
  notFiniteCell: {
    reach: arrays({ 'nan.npy': writeNpy(tensor([2, 2], [1, 2, Number.NaN, 4])) }, 'nan.npy'),
    place: 'data',
    en: "'nan.npy' has NaN in row 1, column 0.",
  },
  decimalComma: {
    reach: withData(
      { 'comma.csv': 'a;b;y\n1,5;2;no\n3;4;yes\n' },
      { source: { kind: 'table', path: 'comma.csv', target: 'y' } },
    ),
    place: 'data',
    en: `'comma.csv' has "1,5" in row 1, column 'a', with a comma where the decimal point belongs.`,
  },
  vectorLength: {
    reach: texts('short', 'cat 1 2\ndog 3\n', 'a\tcat\nb\tdog\n'),
    place: 'data',
    en: "Line 2 of 'short.vec' has 1 numbers, but its vectors have 2.",
  },
  vectorCell: {
    reach: texts('torn', 'cat 1 2\ndog 3 x\n', 'a\tcat\nb\tdog\n'),
    place: 'data',
    en: "'torn.vec' has 'x' in line 2, column 3, where a number is needed.",
  },
  noWordKnown: {
    reach: texts('rare', 'cat 1 2\n', 'a\tcat\nb\tzyzzyva\nb\tcat\n'),
    place: 'data',
    en: `'rare.tsv' has no word with a vector in row 2: "zyzzyva".`,
  },
  noVectors: {
    reach: texts('foreign', 'chat 1 2\n', 'a\tcat\nb\tdog\n'),
    place: 'data',
    en: "'foreign.vec' has a vector for none of the words of 'foreign.tsv'.",
  },
  noRowsKept: {
    reach: texts('filtered', 'cat 1 2\n', 'a\tcat\nb\tcat\n', { filter: { column: 0, values: ['c'] } }),
    place: 'data',
    en: "The filter keeps no row of 'filtered.tsv': column '0' holds none of its values.",
  },
  readingCancelled: {
    reach: async (user) => {
      const { editor, host } = user;
      await texts('slow', 'cat 1 2\n', 'a\tcat\nb\tdog\n')(user);
      // Made where it is read: 78 MB would be long on their way there.
      await editor.page.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        const many = await (await folder.getFileHandle('many.vec', { create: true })).createWritable();
        await many.write('cat 1 2\n');
        for (let block = 0; block < 60; block++) await many.write('dog 0.25 0.5\n'.repeat(100_000));
        await many.close();
      });
      await host.chooseFile(editor.page, 'many.vec');
      await editor.tab('data').click();
      await editor.data.vectors.click();
      await editor.data.cancel.click();
    },
    place: 'data',
    en: "Reading 'many.vec' was cancelled.",
  },
  noImages: {
    reach: withData(
      { 'none.zip': zip(new Map([['readme.txt', Buffer.from('no pictures')]])) },
      { source: { kind: 'images', path: 'none.zip', width: 8, height: 8 } },
    ),
    place: 'data',
    en: "'none.zip' holds no PNG or JPEG images in folders named after their classes.",
  },
  tooManyImages: {
    reach: withData(
      { 'many.zip': zip(new Map(Array.from({ length: 700 }, (_, at) => [`cats/${at}.png`, Buffer.from('picture')]))) },
      { source: { kind: 'images', path: 'many.zip', width: 512, height: 512, channels: 3 } },
    ),
    place: 'data',
    en: "The 700 images of 'many.zip' would be 550502400 numbers, more than 536870912.",
  },
  rowLength: {
    reach: file('ragged.csv', `a,b,y\n${good}\n1,2\n`),
    place: 'notice',
    en: "Row 6 of 'ragged.csv' has 2 cells, but the table has 3 columns.",
    ja: '「ragged.csv」の行 6 のセルは 2 個ですが、表の列は 3 個です。',
  },
  badQuotes: {
    reach: table('quotes.csv', '1,2,no\n3,4,"yes'),
    place: 'data',
    en: "The quote that opens in line 3 of 'quotes.csv' is never closed, or closed within its cell.",
  },
  emptyData: {
    reach: file('empty.csv', 'a,b,y\n'),
    place: 'notice',
    en: "'empty.csv' holds no rows.",
  },
  rowsDiffer: {
    reach: arrays(
      { 'x.npy': writeNpy(tensor([4, 2], four)), 'y.npy': writeNpy(tensor([2], [0, 1])) },
      'x.npy',
      'y.npy',
    ),
    place: 'data',
    en: "x has 4 rows in 'x.npy', but the target has 2 in 'y.npy'.",
  },
  arrayMissing: {
    reach: arrays({ 'one.npz': writeNpz(new Map([['x', tensor([4, 2], four)]])) }, 'one.npz#z'),
    place: 'data',
    en: "'one.npz' holds no array 'z'.",
  },
  arrayChoice: {
    reach: arrays(
      {
        'two.npz': writeNpz(
          new Map([
            ['a', tensor([4, 2], four)],
            ['b', tensor([4, 2], four)],
          ]),
        ),
      },
      'two.npz',
    ),
    place: 'data',
    en: "'two.npz' holds several arrays: a, b.",
  },
  arrayShape: {
    reach: arrays(
      { 'two.npy': writeNpy(tensor([4, 2], four)), 'three.npy': writeNpy(tensor([2, 3], four.slice(0, 6))) },
      'two.npy',
      undefined,
      { valid: { kind: 'arrays', x: 'three.npy' } },
    ),
    place: 'data',
    en: "The array in 'three.npy' has shape [2, 3], where [N, 2] is needed.",
  },
  badShares: {
    reach: dropped({ data: { ...xor, split: { train: 0.5, valid: 0.1, test: 0.1 } } }),
    place: 'data',
    en: 'The split shares add up to 0.7, not 1.',
  },
  emptyPart: {
    reach: dropped({ data: { ...xor, split: { train: 0, valid: 0.5, test: 0.5 } } }),
    place: 'data',
    en: 'The train part of the data has no rows.',
    ja: '学習データに行がありません。',
  },
  badDerive: {
    reach: dropped({ data: { ...xor, derive: ['x1', 'tan(x1)'] } }),
    place: 'data',
    en: "The derived input 'tan(x1)' is not understood.",
  },
} as const satisfies Record<string, Way>;
