import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gunzip } from '../../core/formats/gzip.ts';
import { unwrap } from '../../core/problem.ts';
import { type Language, languages, titlesOf, vectorsOf } from './make/make.ts';

const read = (name: string) => new Uint8Array(readFileSync(path.join(import.meta.dirname, name)));
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const wordOf = (line: string) => line.slice(0, line.indexOf(' '));

describe.each(Object.keys(languages) as Language[])('the made corpus in %s', (language) => {
  const parts = titlesOf(language);

  it.each(Object.keys(parts) as (keyof typeof parts)[])('%s is what the generator makes', (part) => {
    const made = parts[part].map((title) => `${title.label}\t${title.text}\n`).join('');
    expect(text(read(`${language}-${part}.txt`))).toBe(made);
  });

  it('is unbalanced, and its topics share words', () => {
    const count = (label: string) => parts.train.filter((title) => title.label === label).length / parts.train.length;
    expect(count('b')).toBeGreaterThan(0.35);
    expect(count('m')).toBeLessThan(0.1);
  });

  it('has the vectors that the generator computes', () => {
    const committed = text(unwrap(gunzip(read(`${language}-vectors.txt.gz`), 'vectors')))
      .trim()
      .split('\n');
    const made = vectorsOf(language).trim().split('\n');
    // Words of rare pieces depend on the dictionary of the word breaker, which grows from version to version.
    const words = new Set(made.map(wordOf));
    expect(committed.filter((line) => words.has(wordOf(line))).length / committed.length).toBeGreaterThan(0.9);
    if (language === 'en') expect(committed).toEqual(made);
  });
});
