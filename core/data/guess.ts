import { addressOf } from './address.ts';
import {
  type ArrayFacts,
  type ColumnFacts,
  type FileContents,
  isUsable,
  type TableContents,
  usualRule,
} from './contents.ts';
import type { Part } from './dataset.ts';
import {
  type ArraysSource,
  type DataSettings,
  defaultSplit,
  type Source,
  type TableSource,
  type Task,
  type TextSource,
} from './settings.ts';

/**
 * What a data file that was just given is most likely meant to be: which column or array is the target, and for arrays
 * that are named by part, which of them are to be learnt from. People see the guess and change what is wrong with it.
 *
 * @param path what the project is to call the file
 */
export function guessSettings(path: string, contents: FileContents): DataSettings {
  const base = { split: defaultSplit, standardize: contents.kind === 'table' };
  if (contents.kind === 'table') {
    const source = guessTable(path, contents);
    const task = guessTask(source, contents);
    return { ...base, source, ...(task && { task }) };
  }
  if (contents.kind === 'images') return { ...base, source: { kind: 'images', path, ...usualSize } };
  const own = (part: Part) => {
    const x = contents.arrays.find(({ key }) => keyOf(key, featureNames, part));
    return x && arraysSource(path, contents.arrays, x, part);
  };
  const [train, valid, test] = [own('train'), own('valid'), own('test')];
  if (!train) return { ...base, source: guessArrays(path, contents.arrays) };
  return { ...base, source: train, ...(valid && { valid }), ...(test && { test }) };
}

/**
 * What a table's target is for. Numbers are to be estimated where they are more than classes would be, most of them in
 * one row alone; undefined where the loss may have it as it likes.
 */
export function guessTask({ target }: TableSource, { columns, rows }: TableContents): Task | undefined {
  const { type, distinct } = columns.find(({ name }) => name === target) ?? {};
  if (type !== 'number' || distinct === undefined) return undefined;
  return distinct === null || (distinct > 20 && distinct > rows / 2) ? 'regression' : undefined;
}

/** Small grey pictures, as MNIST has them. */
const usualSize = { width: 28, height: 28, channels: 1 } as const;

/** A source of one part, from a file of its own: as the main one where they are alike, else as guessed. */
export function guessSource(path: string, contents: FileContents, like: Source | null): Source {
  if (contents.kind === 'table' && like?.kind === 'table') {
    const names = new Set(contents.columns.map(({ name }) => name));
    const known = like.features === 'all' || like.features.every((name) => names.has(name));
    // Rows without the target can still be predicted.
    const target = like.target !== undefined && names.has(like.target) ? like.target : undefined;
    if (known) return { ...like, path, target };
  }
  const { source } = guessSettings(path, contents);
  if (source.kind === 'images' && like?.kind === 'images') return { ...like, path };
  return like?.kind === 'arrays' && source.kind === 'arrays' ? { ...source, scale: like.scale } : source;
}

const textNames =
  /^(title|text|headline|sentence|body|content|document|review|tweet|message|見出し|タイトル|題名|本文|文章?|テキスト)$/i;

/** Labelled texts: which column holds them and which the label, in what language, with names in the first row or not. */
export function guessText(path: string, vectors: string, { columns, first, delimiter }: TableContents): TextSource {
  const header = columns.some(({ name }) => textNames.test(name.trim()) || targetNames.test(name.trim()));
  const lengths = columns.map((_, index) => first.reduce((sum, row) => sum + (row[index] ?? '').length, 0));
  const named = columns.findIndex(({ name }) => textNames.test(name.trim()));
  const textAt = named >= 0 ? named : lengths.indexOf(Math.max(...lengths));
  const others = columns.map((_, index) => index).filter((index) => index !== textAt);
  const repeats = (index: number) => columns[index]?.type === 'text' && columns[index]?.distinct !== null;
  const labelAt =
    others.find((index) => targetNames.test((columns[index] as ColumnFacts).name.trim())) ??
    others.find(repeats) ??
    others[0];
  const column = (index: number) => (header ? (columns[index] as ColumnFacts).name : index);
  return {
    kind: 'text',
    path,
    text: column(textAt),
    ...(labelAt !== undefined && { label: column(labelAt) }),
    vectors,
    // Between tabs a quote is a character like any other.
    ...(delimiter !== '\t' && { quoting: 'csv' as const }),
    language: first.some((row) => /[\p{sc=Hira}\p{sc=Kana}]/u.test(row[textAt] ?? '')) ? 'ja' : 'en',
  };
}

const targetNames =
  /^(target|label|labels|class|classes|y|category|species|variety|outcome|ラベル|クラス|分類|カテゴリ|正解|目標値?|目的変数)$/i;
const featureNames = /^(x|features?|data|images?|inputs?)$/i;

function guessTable(path: string, { columns, rows }: TableContents): TableSource {
  const target = guessTarget(columns, rows);
  const others = columns.filter((column) => column !== target);
  const plain = others.filter(isUsable);
  // Where no column is usable as it stands, those are that a rule makes so.
  const usable = plain.length > 0 ? plain : others.filter((column) => usualRule(column) !== null);
  const all = usable.length === others.length || usable.length === 0;
  const rules = usable.filter((column) => !isUsable(column)).map((column) => [column.name, usualRule(column)]);
  return {
    kind: 'table',
    path,
    features: all ? 'all' : usable.map(({ name }) => name),
    ...(target && columns.length > 1 && { target: target.name }),
    ...(rules.length > 0 && { columns: Object.fromEntries(rules) }),
  };
}

/** A column that is called like a target, else the only one of words that repeat, else the last. */
function guessTarget(columns: readonly ColumnFacts[], rows: number): ColumnFacts | undefined {
  const named = columns.filter(({ name }) => targetNames.test(name.trim())).at(-1);
  if (named) return named;
  const last = columns[columns.length - 1];
  const words = columns.filter(({ type, distinct }) => type === 'text' && distinct !== null && distinct < rows);
  return words.length === 1 && last?.type === 'number' ? words[0] : last;
}

/** The array that is called like features, else the one with the most numbers. */
function guessArrays(path: string, arrays: readonly ArrayFacts[]): ArraysSource {
  const bySize = [...arrays].sort((a, b) => sizeOf(b) - sizeOf(a));
  const x = arrays.find(({ key }) => keyOf(key, featureNames, null)) ?? bySize[0];
  return x ? arraysSource(path, arrays, x, null) : { kind: 'arrays', x: path, scale: 1 };
}

function arraysSource(path: string, arrays: readonly ArrayFacts[], x: ArrayFacts, part: Part | null): ArraysSource {
  const fitting = arrays.filter((array) => array !== x && array.shape[0] === x.shape[0]);
  const target = fitting.find(({ key }) => keyOf(key, targetNames, part)) ?? (part ? undefined : fitting[0]);
  return {
    kind: 'arrays',
    x: addressOf(path, x.key),
    ...(target && { target: addressOf(path, target.key) }),
    scale: guessScale(x),
  };
}

/** Whether an array has one of these names, for a part `x_train`, `trainX` or `train_images`. */
function keyOf(key: string, names: RegExp, part: Part | null): boolean {
  if (part === null) return names.test(key);
  const alias = part === 'valid' ? '(?:valid|validation|val|dev)' : part;
  const [, before] = new RegExp(`^${alias}[_-]?(.+)$`, 'i').exec(key) ?? [];
  const [, after] = new RegExp(`^(.+?)[_-]?${alias}$`, 'i').exec(key) ?? [];
  return names.test(before ?? after ?? '');
}

/** Bytes that are pixels want to be between 0 and 1. */
export function guessScale({ shape, integers, most }: ArrayFacts): number {
  const pixels = integers && most > 127 && most <= 255 && sizeOf({ shape }) / (shape[0] || 1) >= 64;
  return pixels ? 1 / 255 : 1;
}

function sizeOf({ shape }: Pick<ArrayFacts, 'shape'>): number {
  return shape.reduce((size, extent) => size * extent, 1);
}
