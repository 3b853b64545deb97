import { plural } from '#pages/plural';
import type { Language } from '../shell/language.js';

const en = plural('en');
const ru = plural('ru');

const EN = {
  search: 'Search',
  city: 'City',
  state: 'State',
  reporter: 'Filed by',
  source: 'Source',
  any: 'all',
  states: { published: 'published', retracted: 'retracted' },
  clear: 'Clear the filters',
  updates: 'Updates, newest first',
  nothing: 'No updates yet. Press n to write the first one.',
  nothingFits: 'Nothing fits these filters.',
  newAbove: (n: number) => en(n, { one: '↑ # new', other: '↑ # new' }),
  pinned: 'pinned',
  key: 'key event',
  corrected: 'corrected',
  retracted: 'retracted',
  late: 'late',
  simulated: 'simulated',
  unconfirmed: 'not confirmed',
  erased: 'erased',
  edits: (name: string) => `${name} is editing`,
  figures: (n: number) => en(n, { one: '# figure', other: '# figures' }),
  waitingToo: (n: number) => en(n, { one: '# also waits in the queue', other: '# also wait in the queue' }),
  older: 'Loading older updates…',
};
type TimelineWords = typeof EN;

const RU: TimelineWords = {
  search: 'Поиск',
  city: 'Город',
  state: 'Состояние',
  reporter: 'Прислал',
  source: 'Источник',
  any: 'все',
  states: { published: 'опубликовано', retracted: 'отозвано' },
  clear: 'Сбросить фильтры',
  updates: 'Сообщения, сначала новые',
  nothing: 'Сообщений пока нет. Нажмите n, чтобы написать первое.',
  nothingFits: 'Под эти фильтры ничего не подходит.',
  newAbove: (n) => ru(n, { one: '↑ # новое', other: '↑ # новых' }),
  pinned: 'закреплено',
  key: 'ключевое событие',
  corrected: 'исправлено',
  retracted: 'отозвано',
  late: 'с опозданием',
  simulated: 'учебное',
  unconfirmed: 'не подтверждено',
  erased: 'стёрто',
  edits: (name) => `правит ${name}`,
  figures: (n) => ru(n, { one: '# цифра', few: '# цифры', other: '# цифр' }),
  waitingToo: (n) => ru(n, { one: 'ещё # ждёт в очереди', other: 'ещё # ждут в очереди' }),
  older: 'Загружаем более ранние…',
};

export const TIMELINE_WORDS: Readonly<Record<Language, TimelineWords>> = { en: EN, ru: RU };
