import { CATALOGUES, isLanguage } from '#pages/languages';
import type { Speech } from '#pages/speech';
import { LANGUAGES, type Language } from '#pages/words';

/** The newsroom's own language, `DATELINE_LANGUAGE`. Throws if there is no catalogue for it. */
export function usualLanguage(): Language {
  const said = process.env['DATELINE_LANGUAGE'] || 'en';
  if (!isLanguage(said)) throw new Error(`DATELINE_LANGUAGE is one of ${LANGUAGES.join(', ')}, not ${said}.`);
  return said;
}

/** What a page is to be written in: the language its address names, where there is a catalogue, else the newsroom's own. */
export function speechOf(lang: unknown): Speech {
  return isLanguage(lang) ? { ...CATALOGUES[lang], lang } : CATALOGUES[usualLanguage()];
}
