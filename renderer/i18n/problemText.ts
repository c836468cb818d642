import { fill, type Problem } from '../../core/problem.ts';
import type { Language } from '../store/view.ts';
import { problemsJa } from './problems.ja.ts';
import { wordJa } from './words.ja.ts';

/** A Problem's message and hint in the current language. */
export function problemText(
  { code, message, hint, details }: Problem,
  language: Language,
): { message: string; hint: string } {
  if (language === 'en') return { message, hint };
  const text = problemsJa[code];
  const words = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, detailText(name, value, language)]),
  );
  return { message: fill(text.message, words), hint: fill(text.hint, words) };
}

/** What core puts into a sentence, such as the `reason` why a backend was lost, in the current language. */
export function detailText<T extends string | number>(name: string, value: T, language: Language): T | string {
  return language === 'ja' && typeof value === 'string' ? wordJa(name, value) : value;
}
