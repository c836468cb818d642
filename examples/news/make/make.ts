/**
 * Makes the corpus of this folder: `npx tsx examples/news/make/make.ts`. Everything comes from one seed, so that it makes
 * the same titles every time.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { spellings, tokensOf } from '../../../core/data/tokens.ts';
import { gzip } from '../../../core/formats/gzip.ts';
import { Random } from '../../../core/random.ts';
import { english } from './english.ts';
import { japanese } from './japanese.ts';
import { drawTitle, type Title } from './titles.ts';
import { wordVectors } from './vectors.ts';

export const languages = { en: english, ja: japanese } as const;
export type Language = keyof typeof languages;

const SEED = 70;
const DIMENSIONS = 64;
/** Titles of each part, and titles without labels that the vectors are computed of. */
const sizes = { train: 4800, valid: 600, test: 600 } as const;
const UNLABELLED = 40_000;
/** How often titles tell of companies that meet: the news of the labelled titles, and hardly seen before. */
const meetings = { labelled: 0.22, unlabelled: 0.03 } as const;

export function titlesOf(language: Language): Record<keyof typeof sizes, readonly Title[]> {
  const part = (name: keyof typeof sizes) => draw(language, name, sizes[name], meetings.labelled);
  return { train: part('train'), valid: part('valid'), test: part('test') };
}

function draw(language: Language, stream: string, count: number, share: number): Title[] {
  const random = new Random(SEED, 'news', language, stream);
  return Array.from({ length: count }, () => drawTitle(languages[language], share, random));
}

/** A GloVe file: a word and its numbers a line, the commonest word first. */
export function vectorsOf(language: Language): string {
  const titles = draw(language, 'unlabelled', UNLABELLED, meetings.unlabelled).map(({ text }) =>
    tokensOf(text, language).flatMap((token) => spellings(token).at(-1) ?? []),
  );
  const lines = [...wordVectors(titles, DIMENSIONS)].map(([word, vector]) => {
    return `${word} ${Array.from(vector, (value) => Number(value.toFixed(3))).join(' ')}`;
  });
  return `${lines.join('\n')}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const folder = path.resolve(import.meta.dirname, '..');
  for (const language of Object.keys(languages) as Language[]) {
    for (const [part, titles] of Object.entries(titlesOf(language))) {
      const text = titles.map((title) => `${title.label}\t${title.text}\n`).join('');
      writeFileSync(path.join(folder, `${language}-${part}.txt`), text);
    }
    writeFileSync(path.join(folder, `${language}-vectors.txt.gz`), gzip(new TextEncoder().encode(vectorsOf(language))));
  }
}
