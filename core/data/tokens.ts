import type { Language } from './settings.ts';

/**
 * The words of a text in order: what stands between spaces, and in Japanese, which has none, what the Unicode word
 * breaker with its dictionary cuts (`Intl.Segmenter`), punctuation left out.
 */
export function tokensOf(text: string, language: Language): string[] {
  if (language === 'en') return text.split(/\s+/).filter((token) => token !== '');
  return Array.from(japanese().segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}

let segmenter: Intl.Segmenter | undefined;
function japanese(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  return segmenter;
}

/**
 * What a token is looked up as, one after the other: as written, in lower case, and without the punctuation around it
 * and a trailing 's, as written and in lower case.
 */
export function spellings(token: string): readonly string[] {
  const bare = token
    .replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '')
    .replace(/['’]s$/i, '')
    .replace(/[\p{P}\p{S}]+$/gu, '');
  const forms = new Set([token, token.toLowerCase(), bare, bare.toLowerCase()]);
  forms.delete('');
  return [...forms];
}
