import { CATALOGUES, isLanguage } from '#pages/languages';
import type { Speech } from '#pages/speech';
import { LANGUAGES, type Language } from '#pages/words';

/** The newsroom's own language. Throws if there is no catalogue for it. */
function usualLanguage(said: string): Language {
  if (!isLanguage(said)) throw new Error(`DATELINE_LANGUAGE is one of ${LANGUAGES.join(', ')}, not ${said}.`);
  return said;
}
const USUAL = CATALOGUES[usualLanguage(process.env['DATELINE_LANGUAGE'] || 'en')];

/** What a page is to be written in: the language its address names, where there is a catalogue, else the newsroom's own. */
export function speechOf(lang: unknown): Speech {
  return isLanguage(lang) ? { ...CATALOGUES[lang], lang } : USUAL;
}
