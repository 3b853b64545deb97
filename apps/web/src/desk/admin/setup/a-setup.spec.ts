import { describe, expect, test } from '@jest/globals';
import { emptySetup, idOf, onFirstCitysClock, withoutCity, withPlace, withSource } from './a-setup.js';

const kazan = {
  ...{ name: 'Kazan', country: 'RU', region: '73', lat: 55.79, lon: 49.12 },
  ...{ timeZone: 'Europe/Moscow', population: 1_243_500, geonameId: 551_487 },
};
const setup = emptySetup('2026-11-23', 'Europe/Moscow');

describe('an id made of a name', () => {
  test.each([
    ['Nizhniy Novgorod', 'nizhniy-novgorod'],
    ['Санкт-Петербург', 'sankt-peterburg'],
    ['  «Ещё» раз! ', 'eshche-raz'],
    ['東京', ''],
  ])('of %s is "%s"', (name, id) => {
    expect(idOf(name)).toBe(id);
  });

  test('is another one where that is taken', () => {
    expect(idOf('Kirov', ['kirov', 'kirov-2'])).toBe('kirov-3');
  });
});

describe('a live blog that is being set up', () => {
  test('takes a place with its zone and coordinates, once', () => {
    const once = withPlace(setup, kazan);
    expect(once.cities).toEqual([
      expect.objectContaining({ id: 'kazan', timeZone: 'Europe/Moscow', lat: 55.79 }),
    ]);
    expect(withPlace(once, kazan)).toBe(once);
  });

  test('tells two places of one name apart', () => {
    const both = withPlace(withPlace(setup, kazan), { ...kazan, geonameId: 2 });
    expect(both.cities.map(({ id }) => id)).toEqual(['kazan', 'kazan-2']);
  });

  test('goes by the clock of its first city, unless somebody gave it a time zone', () => {
    const abroad = withPlace(emptySetup('2026-11-23', 'Europe/Lisbon'), kazan);
    expect(onFirstCitysClock(abroad, 'Europe/Lisbon').timeZone).toBe('Europe/Moscow');
    expect(onFirstCitysClock({ ...abroad, timeZone: 'UTC' }, 'Europe/Lisbon').timeZone).toBe('UTC');
    expect(onFirstCitysClock(emptySetup('2026-11-23', 'UTC'), 'UTC').timeZone).toBe('UTC');
  });

  test('lets a city go', () => {
    const [city] = withPlace(setup, kazan).cities;
    expect(city && withoutCity(withPlace(setup, kazan), city).cities).toEqual([]);
  });

  test('gives a source an id whatever it is called', () => {
    const { sources } = withSource(withSource(setup, { name: 'ОВД-Инфо', kind: 'monitor' }), {
      ...{ name: '東京新聞', kind: 'media' },
    });
    expect(sources.map(({ id }) => id)).toEqual(['own', 'police', 'ovd-info', 'source-4']);
  });
});
