import type { SourceKind } from '#contract/story';
import type { Language } from '../shell/language.js';

type KindWords = Readonly<Record<SourceKind, string>>;

/** What sources are, wherever one is added. */
export const SOURCE_KIND_WORDS: Readonly<Record<Language, KindWords>> = {
  en: {
    ...{ own: 'our own reporters', monitor: 'monitor', media: 'other media' },
    ...{ official: 'authorities', organiser: 'organisers' },
  },
  ru: {
    ...{ own: 'наши корреспонденты', monitor: 'правозащитники', media: 'другие СМИ' },
    ...{ official: 'власти', organiser: 'организаторы' },
  },
};
