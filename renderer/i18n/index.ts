import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Text } from '../../core/blocks/params.ts';
import { type Language, useView } from '../store/view.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

export { detailText, problemText } from './problemText.ts';

/** Every sentence of the interface, by dotted name; the plural forms of one go by one name. */
export type Key = Leaves<typeof en>;

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? Plain<K> : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

type PluralKey = Plurals<typeof en>;

type Plurals<T> = {
  [K in keyof T & string]: T[K] extends string
    ? K extends `${infer Name}_other`
      ? Name
      : never
    : `${K}.${Plurals<T[K]>}`;
}[keyof T & string];

type Plain<K extends string> = K extends `${infer Name}_${'one' | 'other'}` ? Name : K;

export function startTranslation(): void {
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, ja: { translation: ja } },
    lng: useView.getState().language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  });
  const follow = (language: Language) => {
    document.documentElement.lang = language;
    void i18next.changeLanguage(language);
  };
  follow(useView.getState().language);
  useView.subscribe((now, before) => {
    if (now.language !== before.language) follow(now.language);
  });
}

/** What a sentence puts in; `count` chooses its plural form, so where it has one it must be there, as the number itself. */
export type Translate = <K extends Key>(
  key: K,
  ...details: K extends PluralKey ? [Details & { readonly count: number }] : [details?: Details | undefined]
) => string;

type Details = Readonly<Record<string, string | number>> & { readonly count?: number };

/** The sentences of the current language. */
export function useT(): Translate {
  const { t } = useTranslation();
  return t as Translate;
}

/** The same outside of components. */
export const translate: Translate = (key, ...[details]) => i18next.t(key, details ?? {});

/** A text that core carries in both languages. */
export function useText(): (text: Text) => string {
  const language = useView((state) => state.language);
  return (text) => text[language];
}
