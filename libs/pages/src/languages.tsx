import { ENGLISH_PAGES } from './page-words-en.js';
import { RUSSIAN_PAGES } from './page-words-ru.js';
import type { Speech } from './speech.js';
import { LANGUAGES, type Language } from './words.js';
import { ENGLISH } from './words-en.js';
import { RUSSIAN } from './words-ru.js';

/** All catalogues: for servers. A browser loads the one that its page is written in, and of that what it needs. */
export const CATALOGUES = {
  en: { words: ENGLISH, page: ENGLISH_PAGES },
  ru: { words: RUSSIAN, page: RUSSIAN_PAGES },
} satisfies Record<Language, Speech>;

export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((language) => language === text);
}
