import { LANGUAGES, type Language, type Words } from '#pages/words';

/** One catalogue is loaded: that of the page. */
export const LOAD_WORDS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('#pages/words-en')).ENGLISH,
  ru: async () => (await import('#pages/words-ru')).RUSSIAN,
};

export function languageOf(tag: string): Language {
  return LANGUAGES.find((language) => tag.toLowerCase().startsWith(language)) ?? 'en';
}
