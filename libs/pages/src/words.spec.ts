import type { Saying } from './saying.js';
import { CATALOGUES } from './languages.js';

const exactly = (n: number): Saying => ({ low: n, high: n, qualifier: 'exact', words: null });
const atLeast = (n: number): Saying => ({ low: n, high: null, qualifier: 'at_least', words: null });
const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const russian = (metric: string, figure: Saying) => spaced(CATALOGUES.ru.words.phrase(metric, figure));
const english = (metric: string, figure: Saying) => CATALOGUES.en.words.phrase(metric, figure);

describe('a figure in words', () => {
  test.each([
    [1, '1 задержанный', '1 detention'],
    [2, '2 задержанных', '2 detentions'],
    [21, '21 задержанный', '21 detentions'],
    [1_090, '1 090 задержанных', '1,090 detentions'],
  ])('%i by itself', (n, inRussian, inEnglish) => {
    expect(russian('detentions', exactly(n))).toBe(inRussian);
    expect(english('detentions', exactly(n))).toBe(inEnglish);
  });

  test.each([
    [21, 'не менее 21 человека'],
    [22, 'не менее 22 человек'],
    [40_000, 'не менее 40 000 человек'],
  ])('at least %i: the noun is in the genitive', (n, said) => {
    expect(russian('crowd', atLeast(n))).toBe(said);
  });

  test('a range, words and an upper end', () => {
    const range: Saying = { low: 8_000, high: 15_000, qualifier: 'range', words: null };
    expect(russian('crowd', range)).toBe('8 000–15 000 человек');
    const dozens: Saying = { low: 24, high: null, qualifier: 'at_least', words: 'dozens' };
    expect(russian('crowd', dozens)).toBe('десятки человек');
    expect(english('crowd', dozens)).toBe('dozens of people');
    expect(english('crowd', { ...dozens, words: 'several hundred' })).toBe('several hundred people');
    expect(english('crowd', { low: 0, high: 9, qualifier: 'up_to', words: null })).toBe('up to 9 people');
  });

  test('says what kind of statement it is', () => {
    expect(CATALOGUES.en.words.said('detentions', exactly(5), 'new')).toBe('5 more detentions');
    expect(CATALOGUES.ru.words.said('detentions', exactly(5), 'new')).toBe('ещё 5 задержанных');
  });

  test('says whose it is and of when as a Russian news desk would', () => {
    const ru = CATALOGUES.ru.words;
    expect(ru.zoned('16:59', ru.zone('Europe/Moscow'))).toBe('16:59 по Москве');
    expect(ru.zoned('16:59', ru.zone('Europe/Oslo'))).toBe('16:59 (Oslo)');
    expect(ru.lastUpdate('12:01 по Москве')).toBe('Обновлено в 12:01 по Москве');
    expect(ru.lastUpdate('30 янв., 12:01 по Москве')).toBe('Обновлено 30 янв., 12:01 по Москве');
    expect(spaced(ru.citySum(ru.value(atLeast(571)), 14))).toBe(
      'По городам к этому часу: не менее 571 в 14 городах',
    );
  });
});

test('no language is written with words of the other', () => {
  const texts = (words: object) =>
    Object.values(words).filter((word): word is string => typeof word === 'string');
  const { languages: _, ...english } = CATALOGUES.en.page;
  expect(texts({ ...CATALOGUES.en.words, ...english, language: '', locale: '' }).join(' ')).not.toMatch(
    /\p{Script=Cyrillic}/u,
  );
  expect(
    texts({ ...CATALOGUES.ru.words, ...CATALOGUES.ru.page, language: '', locale: '' }).join(' '),
  ).not.toMatch(/[a-z]/i);
});
