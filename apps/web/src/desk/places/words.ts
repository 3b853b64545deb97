import { plural } from '#pages/plural';
import type { Language } from '../shell/language.js';

const en = plural('en');
const ru = plural('ru');

const EN = {
  findCity: 'Find a city',
  findCityHint: 'By its name, in Latin or Cyrillic letters.',
  people: (n: number) => en(n, { one: '# person', other: '# people' }),
  nothingFound: 'Nothing is called that. Try another spelling.',
  placesFrom: (whose: string) => `Places: ${whose}`,
};
const RU: typeof EN = {
  findCity: 'Найти город',
  findCityHint: 'По названию, латиницей или кириллицей.',
  people: (n) => ru(n, { one: '# житель', few: '# жителя', many: '# жителей', other: '# жителя' }),
  nothingFound: 'Ничего не найдено. Попробуйте написать иначе.',
  placesFrom: (whose) => `Названия и координаты: ${whose}`,
};

export const PLACE_WORDS: Readonly<Record<Language, typeof EN>> = { en: EN, ru: RU };
