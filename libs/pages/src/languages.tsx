import { LANGUAGES, type Language, type Words } from './words.js';
import { ENGLISH } from './words-en.js';
import { RUSSIAN } from './words-ru.js';

/** All catalogues: for servers. A browser loads the one that its page is written in. */
export const CATALOGUES: Readonly<Record<Language, Words>> = { en: ENGLISH, ru: RUSSIAN };

export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((language) => language === text);
}
