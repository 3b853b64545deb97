import { plural, type PluralForms } from './plural.js';
import type { Saying } from './saying.js';
import type { Words } from './words.js';

const count = plural('ru');
const number = (n: number) => new Intl.NumberFormat('ru').format(n);
const forms = (one: string, few: string, other: string): PluralForms => ({ one, few, many: other, other });

/** After a number by itself, and after `около`, `не менее`, `более`, `до`, which take the genitive. */
interface Noun {
  readonly plain: PluralForms;
  readonly governed: PluralForms;
}
const person = (singular: string, genitive: string, many: string, few = many): Noun => ({
  plain: forms(singular, few, many),
  governed: { one: genitive, other: many },
});
const NOUNS: Readonly<Record<string, Noun>> = {
  detentions: person('задержанный', 'задержанного', 'задержанных'),
  arrests: person('арестованный', 'арестованного', 'арестованных'),
  'detentions.minors': person(
    ...(['задержанный несовершеннолетний', 'задержанного несовершеннолетнего'] as const),
    'задержанных несовершеннолетних',
  ),
  'arrests.minors': person(
    ...(['арестованный несовершеннолетний', 'арестованного несовершеннолетнего'] as const),
    'арестованных несовершеннолетних',
  ),
  'detentions.journalists': person(
    ...(['задержанный журналист', 'задержанного журналиста'] as const),
    ...(['задержанных журналистов', 'задержанных журналиста'] as const),
  ),
  'arrests.journalists': person(
    ...(['арестованный журналист', 'арестованного журналиста'] as const),
    ...(['арестованных журналистов', 'арестованных журналиста'] as const),
  ),
  crowd: person('человек', 'человека', 'человек', 'человека'),
  released: person('отпущенный', 'отпущенного', 'отпущенных'),
  injured: person('пострадавший', 'пострадавшего', 'пострадавших'),
  'injured.police': person(
    'пострадавший полицейский',
    'пострадавшего полицейского',
    'пострадавших полицейских',
  ),
};
const HEADINGS: Readonly<Record<string, string>> = {
  detentions: 'Задержанные',
  arrests: 'Арестованные',
  'detentions.minors': 'Задержанные несовершеннолетние',
  'arrests.minors': 'Арестованные несовершеннолетние',
  'detentions.journalists': 'Задержанные журналисты',
  'arrests.journalists': 'Арестованные журналисты',
  crowd: 'Участники',
  released: 'Отпущенные',
  injured: 'Пострадавшие',
  'injured.police': 'Пострадавшие полицейские',
};
const SPOKEN: Readonly<Record<NonNullable<Saying['words']>, string>> = {
  dozens: 'десятки',
  hundreds: 'сотни',
  'several hundred': 'несколько сотен',
  thousands: 'тысячи',
  'several thousand': 'несколько тысяч',
  'tens of thousands': 'десятки тысяч',
  'hundreds of thousands': 'сотни тысяч',
};
/** What people say after `по`; other clocks are named in brackets. */
const ZONES: Readonly<Record<string, string>> = {
  Moscow: 'Москве',
  Kaliningrad: 'Калининграду',
  Samara: 'Самаре',
  Saratov: 'Саратову',
  Volgograd: 'Волгограду',
  Yekaterinburg: 'Екатеринбургу',
  Omsk: 'Омску',
  Novosibirsk: 'Новосибирску',
  Barnaul: 'Барнаулу',
  Tomsk: 'Томску',
  Krasnoyarsk: 'Красноярску',
  Novokuznetsk: 'Новокузнецку',
  Irkutsk: 'Иркутску',
  Chita: 'Чите',
  Yakutsk: 'Якутску',
  Vladivostok: 'Владивостоку',
  Sakhalin: 'Сахалину',
  Magadan: 'Магадану',
  Kamchatka: 'Камчатке',
  Minsk: 'Минску',
  Kyiv: 'Киеву',
  Kiev: 'Киеву',
  Tbilisi: 'Тбилиси',
  Yerevan: 'Еревану',
  Almaty: 'Алматы',
  London: 'Лондону',
  Berlin: 'Берлину',
  Paris: 'Парижу',
  'New York': 'Нью-Йорку',
  UTC: 'Гринвичу',
};

function value({ low, high, qualifier, words }: Saying): string {
  if (words) return SPOKEN[words];
  switch (qualifier) {
    case 'exact':
      return number(low);
    case 'about':
      return `около ${number(low)}`;
    case 'at_least':
      return `не менее ${number(low)}`;
    case 'more_than':
      return `более ${number(low)}`;
    case 'up_to':
      return `до ${number(high ?? low)}`;
    case 'range':
      return `${number(low)}–${number(high ?? low)}`;
  }
}

function nounFor(metric: string, { low, high, qualifier, words }: Saying): string {
  const of = NOUNS[metric];
  if (!of) return metric.replaceAll(/[._-]/g, ' ');
  const isPlain = qualifier === 'exact' || qualifier === 'range';
  return count(words ? 5 : (high ?? low), isPlain ? of.plain : of.governed);
}
const phrase = (metric: string, figure: Saying) => `${value(figure)} ${nounFor(metric, figure)}`;

export const RUSSIAN: Words = {
  language: 'ru',
  locale: 'ru',

  number,
  value,
  noun: nounFor,
  phrase,
  said(metric, figure, kind) {
    const said = phrase(metric, figure);
    switch (kind) {
      case 'new':
        return `ещё ${said}`;
      case 'seen':
        return `${said}, по наблюдениям`;
      case 'revised':
        return `${said}, источник уточнил цифру`;
      case 'so_far':
      case undefined:
        return said;
    }
  },
  heading: (metric) => HEADINGS[metric] ?? metric.replaceAll(/[._-]/g, ' '),
  according: (source) => `по данным ${source}`,
  range: (from, whose, to, theirs) => `${from} (${whose}) – ${to} (${theirs})`,
  peak: (heading) => `${heading}: пик`,
  peakAt: (time) => `пик, ${time}`,
  now: (said, time) => `Сейчас ${said} (${time})`,
  sinceThen: (said) => `с тех пор: ${said}`,
  later: (source, said, time) => `${source} позже: ${said} (${time})`,
  citySum: (said, cities) =>
    `По городам к этому часу: ${said} в ${count(cities, { one: '# городе', other: '# городах' })}`,
  sumOf: 'по сумме наших сообщений из городов',
  sumOfCities: (cities) =>
    `по сумме наших сообщений из ${count(cities, { one: '# города', other: '# городов' })}`,
  sumSuspended: 'Мы проверяем сообщения из городов, прежде чем снова их сложить.',
  farApart: 'Источники сильно расходятся',
  notAdded: 'Это отдельный подсчёт: мы не складываем его с общей цифрой.',
  otherClaims: 'Другие источники',
  noFigure: '–',
  figuresHere: 'Цифры в этом сообщении',
  refused: 'не учитывается',
  notConfirmed: 'не подтверждено',
  wholeStory: 'по всем городам',
  causes: {
    figure: 'новое сообщение',
    own_count_replaces_sum: 'источник назвал собственную цифру',
    firm_replaces_round: 'точная цифра вместо округлённой',
    source_preferred: 'цифру назвал более надёжный источник',
    preference: 'редакция выбрала другой источник',
    revised: 'источник уточнил цифру',
    correction: 'сообщение исправлено',
    retraction: 'сообщение отозвано',
    restored: 'отозванное сообщение возвращено',
    ruling: 'решение редакции о цифре',
  },
  moved: (from, went, why) => `${went === 'up' ? 'Раньше' : 'Снижено, раньше'}: ${from}. Причина: ${why}.`,
  lastChanged: 'Последнее изменение',
  copy: 'Скопировать фразой',
  copied: 'Скопировано',
  howWeKnow: 'Откуда цифра',

  live: 'Онлайн',
  closed: 'Трансляция завершена',
  paused: 'Трансляция приостановлена',
  catchingUp: 'Загружаем пропущенное…',
  connecting: 'Подключаемся…',
  offlineSince: (time) => `Нет связи с ${time}. Подключаемся…`,
  lastUpdate: (time) => `Обновлено ${/^\d+:/.test(time) ? 'в ' : ''}${time}`,
  zoned: (time, zone) => (zone.startsWith('по ') ? `${time} ${zone}` : `${time} (${zone})`),
  zone(timeZone) {
    const name = (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
    const known = ZONES[name];
    return known ? `по ${known}` : name;
  },
  yours: (time) => `${time} у вас`,
  at: (time) => `на ${time}`,
  reachedUs: (time) => `стало известно в ${time}`,
  beside: 'Главное и цифры по городам',
  onThisPage: 'На этой странице',
  figures: 'Цифры',
  byCity: 'По городам',
  city: 'Город',
  citiesReporting: (n) => `Сообщения из ${count(n, { one: '# города', other: '# городов' })}`,
  sortBy: (column) => `Сортировать: ${column}`,
  map: 'Карта',
  mapWhy: 'Чем больше круг, тем выше основная цифра; все они есть в таблице.',
  whatWeKnow: 'Что известно',
  pinned: 'Закреплено',
  keyEvents: 'Главное',
  keyEvent: 'Главное',
  onlyKeyEvents: 'Только главное',
  noKeyEvents: 'Главных событий пока нет.',
  updates: 'Сообщения',
  olderUpdates: 'Ранее',
  newerUpdates: 'Позднее',
  newestUpdates: 'Последние сообщения',
  lateArrivals: 'Пришло с опозданием',
  lateArrivalsWhy: 'Об этом стало известно, когда лента ушла вперёд.',
  noUpdates: 'Сообщений пока нет. Первые появятся здесь сами.',
  noUpdatesHere: 'Отсюда сообщений пока нет.',
  allCities: 'Все города',
  chooseCity: 'Город',
  show: 'Показать',
  simulated: 'Имитация',
  simulatedWhy: 'вымышлено для демонстрации',
  unconfirmed: 'Не подтверждено',
  corrected: 'Исправлено',
  withdrawn: 'Отозвано',
  mergedInto: 'Что известно теперь, написано там',
  erased: 'Текст этого сообщения удалён навсегда. Его цифры по-прежнему учитываются.',
  evidence: 'Подтверждение:',
  elsewhere: 'Откроется на',
  struckLine: (place) => (place ? `Сообщение: ${place}` : 'Сообщение'),
  newUpdates: (n) => count(n, forms('# новое сообщение', '# новых сообщения', '# новых сообщений')),
  updatesCount: (n) => count(n, forms('# сообщение', '# сообщения', '# сообщений')),
  counts: (published, corrected, retracted) =>
    [
      count(published, forms('# сообщение', '# сообщения', '# сообщений')),
      corrected > 0 ? `исправлено: ${number(corrected)}` : '',
      retracted > 0 ? `отозвано: ${number(retracted)}` : '',
    ]
      .filter(Boolean)
      .join(', '),
  announcement(posted, corrected, retracted, totals) {
    const news = [
      posted > 0 ? count(posted, forms('# новое сообщение', '# новых сообщения', '# новых сообщений')) : '',
      corrected > 0 ? count(corrected, forms('# исправление', '# исправления', '# исправлений')) : '',
      retracted > 0 ? `отозвано: ${number(retracted)}` : '',
    ].filter(Boolean);
    const said = [news.join(', '), ...totals].filter(Boolean);
    return said.length > 0 ? `${said.join('; ')}.` : '';
  },
};
