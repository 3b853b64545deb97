import type { CounterKind, Qualifier, Words } from '#contract/figure';
import type { Cause } from '#contract/totals';
import type { Language } from '../shell/language.js';

export interface FigureWords {
  readonly citySum: string;
  readonly wholeStory: string;
  readonly qualified: Readonly<Record<Qualifier, (n: string) => string>>;
  readonly qualifiers: Readonly<Record<Qualifier | 'words', string>>;
  readonly wordFloors: Readonly<Record<Words, string>>;
  readonly kinds: Readonly<Record<CounterKind, string>>;
  readonly metrics: Readonly<Record<string, string>>;
  readonly metricNames: Readonly<Record<string, string>>;
  readonly causes: Readonly<Record<Cause, string>>;
}

const EN: FigureWords = {
  citySum: 'our city reports, added up',
  wholeStory: 'whole live blog',
  qualified: {
    exact: (n) => n,
    about: (n) => `about ${n}`,
    at_least: (n) => `at least ${n}`,
    more_than: (n) => `more than ${n}`,
    up_to: (n) => `up to ${n}`,
    range: (n) => n,
  },
  qualifiers: {
    exact: 'exactly',
    about: 'about',
    at_least: 'at least',
    more_than: 'more than',
    up_to: 'up to',
    range: 'from … to …',
    words: 'in words',
  },
  wordFloors: {
    dozens: 'dozens',
    hundreds: 'hundreds',
    'several hundred': 'several hundred',
    thousands: 'thousands',
    'several thousand': 'several thousand',
    'tens of thousands': 'tens of thousands',
    'hundreds of thousands': 'hundreds of thousands',
  },
  kinds: {
    so_far: 'total so far',
    new: 'new ones',
    seen: 'seen by us',
    revised: 'revised by the source',
  },
  metrics: {
    arrests: 'detentions',
    crowd: 'people in the crowd',
    'arrests.minors': 'detentions of minors',
    'arrests.journalists': 'detentions of journalists',
    released: 'released',
    injured: 'injured',
    'injured.police': 'police injured',
  },
  metricNames: { crowd: 'crowd' },
  causes: {
    figure: 'a figure came in',
    own_count_replaces_sum: 'the source’s own count replaced the sum',
    firm_replaces_round: 'a firm figure replaced a round one',
    source_preferred: 'a more reliable source reported',
    preference: 'the desk chose another source',
    revised: 'the source revised its figure',
    correction: 'a correction',
    retraction: 'a retraction',
    restored: 'an update was restored',
    ruling: 'the desk ruled on a figure',
  },
};

const RU: FigureWords = {
  citySum: 'сумма наших сообщений по городам',
  wholeStory: 'вся трансляция',
  qualified: {
    exact: (n) => n,
    about: (n) => `около ${n}`,
    at_least: (n) => `не менее ${n}`,
    more_than: (n) => `более ${n}`,
    up_to: (n) => `до ${n}`,
    range: (n) => n,
  },
  qualifiers: {
    exact: 'ровно',
    about: 'около',
    at_least: 'не менее',
    more_than: 'более',
    up_to: 'до',
    range: 'от … до …',
    words: 'словами',
  },
  wordFloors: {
    dozens: 'десятки',
    hundreds: 'сотни',
    'several hundred': 'несколько сотен',
    thousands: 'тысячи',
    'several thousand': 'несколько тысяч',
    'tens of thousands': 'десятки тысяч',
    'hundreds of thousands': 'сотни тысяч',
  },
  kinds: {
    so_far: 'всего на этот момент',
    new: 'новые',
    seen: 'видели сами',
    revised: 'уточнено источником',
  },
  metrics: {
    arrests: 'задержанных',
    crowd: 'участников',
    'arrests.minors': 'задержанных несовершеннолетних',
    'arrests.journalists': 'задержанных журналистов',
    released: 'отпущенных',
    injured: 'пострадавших',
    'injured.police': 'пострадавших полицейских',
  },
  metricNames: {
    arrests: 'задержанные',
    crowd: 'участники',
    'arrests.minors': 'задержанные несовершеннолетние',
    'arrests.journalists': 'задержанные журналисты',
    released: 'отпущенные',
    injured: 'пострадавшие',
    'injured.police': 'пострадавшие полицейские',
  },
  causes: {
    figure: 'поступила цифра',
    own_count_replaces_sum: 'собственный подсчёт источника заменил сумму',
    firm_replaces_round: 'точная цифра заменила округлённую',
    source_preferred: 'сообщил более надёжный источник',
    preference: 'редакция выбрала другой источник',
    revised: 'источник уточнил цифру',
    correction: 'исправление',
    retraction: 'отзыв',
    restored: 'сообщение восстановлено',
    ruling: 'решение редакции о цифре',
  },
};

export const FIGURE_WORDS: Readonly<Record<Language, FigureWords>> = { en: EN, ru: RU };
