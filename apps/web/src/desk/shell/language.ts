import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { keepIn } from './keep-in.js';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
/** What each language calls itself. */
export const OWN_NAMES: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский' };

const KEPT_AS = 'dateline-language';

/** The one that was chosen on this device, else the browser's, else English. */
export function usualLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT_AS) ?? '', ...navigator.languages];
  for (const tag of wanted) {
    const known = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language));
    if (known) return known;
  }
  return 'en';
}

export function keepLanguage(language: Language): void {
  keepIn(localStorage, KEPT_AS, language);
}

export const LanguageContext = createContext<Language>('en');

/** A room's words in the language of who looks at it: `useWords(SHELL_WORDS)`. */
export function useWords<W>(catalogues: Readonly<Record<Language, W>>): W {
  return catalogues[useContext(LanguageContext)];
}

/** For dates: the reader's own way of writing them, where it is of that language. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}
