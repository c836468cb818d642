import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { blocks } from '../../core/blocks/index.ts';
import { generators } from '../../core/data/generators/index.ts';
import { targets } from '../../core/exchange/targets.ts';
import { optimizers } from '../../core/optimizers/index.ts';
import { schedules } from '../../core/optimizers/schedule.ts';
import { nodesOf, sourcesIn } from '../testing/sources.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { problemsJa } from './problems.ja.ts';
import { wordsJa } from './words.ja.ts';

type Catalogue = { readonly [name: string]: string | Catalogue };

/** The sentences by dotted name. */
function sentences(catalogue: Catalogue, prefix = ''): [name: string, sentence: string][] {
  return Object.entries(catalogue).flatMap(([name, inner]): [string, string][] =>
    typeof inner === 'string' ? [[prefix + name, inner]] : sentences(inner, `${prefix}${name}.`),
  );
}

const english = sentences(en);
const japanese = new Map(sentences(ja));
/** Japanese does not tell one from many. */
const told = english.filter(([name]) => !name.endsWith('_one'));
const placeholders = (sentence: string) => [...new Set(sentence.match(/\{\{[^}]+\}\}/g))].sort();

it('both catalogues have the same names', () => {
  expect([...japanese.keys()]).toEqual(told.map(([name]) => name));
});

it.each(told)('%s puts in the same details', (name, sentence) => {
  expect(placeholders(japanese.get(name) as string)).toEqual(placeholders(sentence));
});

it('what reads alike in both languages is a name or a symbol', () => {
  const alike = told.filter(([name, sentence]) => japanese.get(name) === sentence).map(([, sentence]) => sentence);
  const words = alike.filter((sentence) => /[a-z]{2}/.test(sentence.replace(/\{\{\w+\}\}/g, '')));
  expect([...new Set(words)].sort()).toEqual(['Gradwire', 'Gradwire {{version}}', 'PyTorch', 'English', 'log'].sort());
});

describe('plurals', () => {
  const i18n = createInstance({ resources: { en: { translation: en }, ja: { translation: ja } }, lng: 'en' });
  void i18n.init({ initAsync: false });

  it('one, many and large numbers read as they should', () => {
    const english = i18n.getFixedT('en');
    expect(english('canvas.parameters', { count: 1 })).toBe('1 parameter');
    expect(english('canvas.parameters', { count: 2 })).toBe('2 parameters');
    expect(english('export.parameters', { count: 1250 })).toBe('1,250 numbers.');
    const japanese = i18n.getFixedT('ja');
    expect(japanese('canvas.parameters', { count: 1 })).toBe('パラメータ 1');
    expect(japanese('export.parameters', { count: 1250 })).toBe('パラメータは 1,250 個です。');
  });

  it('a counted noun has a form for one and a form for many', () => {
    const plural = /\{\{count(, number)?\}\} (\w+ )*\w+s\b/;
    expect(english.filter(([name, text]) => plural.test(text) && !name.endsWith('_other'))).toEqual([]);
  });

  it('forms come in pairs', () => {
    const forms = (form: string) =>
      english.filter(([name]) => name.endsWith(form)).map(([name]) => name.slice(0, -form.length));
    expect(forms('_one').length).toBeGreaterThan(5);
    expect(forms('_one')).toEqual(forms('_other'));
  });
});

it('every sentence is used', () => {
  const nodes = [...sourcesIn('renderer', '.ts', '.tsx'), ...sourcesIn('electron', '.ts')]
    .filter(({ file }) => !file.startsWith('renderer/i18n/'))
    .flatMap(({ tree }) => [...nodesOf(tree)]);
  const literals = new Set(nodes.filter(({ type }) => type === 'Literal').map(({ value }) => value));
  const patterns = nodes
    .filter(({ type, quasis }) => type === 'TemplateLiteral' && /^[a-z]+\./.test(quasis[0].value.cooked))
    .map(
      ({ quasis }) => new RegExp(`^${quasis.map((part: { value: { raw: string } }) => part.value.raw).join('\\w+')}$`),
    );
  const unused = told
    .map(([name]) => name.replace(/_other$/, ''))
    .filter((name) => !literals.has(name) && !patterns.some((pattern) => pattern.test(name)))
    // The form takes these by section, beside the fields' limits.
    .filter((name) => !/^train\.(field|help)\./.test(name));
  expect(unused).toEqual([]);
});

describe('texts that core carries', () => {
  const carriers = { blocks, generators, optimizers, schedules, targets };

  it.each(Object.entries(carriers))('of %s are there in both languages', (_, carrier) => {
    const texts = textsIn(carrier);
    expect(texts.length).toBeGreaterThan(3);
    for (const { at, text } of texts) {
      expect(Object.keys(text).sort(), at).toEqual(['en', 'ja']);
      expect(text.en, at).toMatch(/\S/);
      expect(text.ja, at).toMatch(/\S/);
      // A name may stay as it is; a sentence may not.
      if (/\w \w.*\.$/.test(String(text.en))) expect(text.ja, at).toMatch(/[ぁ-ん].*。$/);
    }
  });
});

describe('Japanese', () => {
  const core = textsIn({ blocks, generators, optimizers, schedules, targets }).map(({ text }) => String(text.ja));
  const problems = Object.values(problemsJa).flatMap(({ message, hint }) => [message, hint]);
  const words = Object.values(wordsJa).flatMap((details) => Object.values(details));
  const all = [...japanese.values(), ...core, ...problems, ...words];
  /** What is said here, and what else it could be called. */
  const terms: Record<string, RegExp> = {
    ワイヤ: /配線|エッジ|ワイヤー/,
    重み: /ウェイト|ウエイト/,
    損失: /(?<!ク)ロス/,
    逆伝播: /バックプロパゲーション|逆伝搬/,
    タスク: /課題/,
    目標値: /ターゲット|目的変数/,
    特徴量: /特徴(?!量)/,
    フォルダー: /フォルダ(?!ー)/,
    カンマ: /コンマ/,
  };

  it.each(Object.entries(terms))('calls it %s everywhere', (_, other) => {
    expect(all.filter((sentence) => other.test(sentence))).toEqual([]);
  });

  it('sets letters and digits in half width, with a space between them and Japanese', () => {
    const wide = /[０-９Ａ-Ｚａ-ｚ（）：]/;
    const tight = /[ぁ-んァ-ヶ一-龠][A-Za-z0-9]|[A-Za-z0-9][ぁ-んァ-ヶ一-龠]/;
    expect(all.filter((sentence) => wide.test(sentence) || tight.test(sentence))).toEqual([]);
  });
});

/** Whatever has an `en` or a `ja`, however deep. */
function textsIn(value: unknown, at = ''): { at: string; text: Readonly<Record<string, unknown>> }[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = 'en' in value || 'ja' in value ? [{ at, text: value as Readonly<Record<string, unknown>> }] : [];
  return [...found, ...Object.entries(value).flatMap(([name, inner]) => textsIn(inner, `${at}.${name}`))];
}
