import { placeKey } from './place-key.js';

describe('a place that somebody looks for', () => {
  test.each([
    ['Казань', 'kazan'],
    ['Санкт-Петербург', 'saint petersburg'],
    ['москва', 'moscow'],
    ['Нижний Новгород', 'nizhniy novgorod'],
    ['Zürich', 'zurich'],
    ['Ust’-Kamenogorsk', 'ust kamenogorsk'],
    ['  SAO  paulo', 'sao paulo'],
  ])('as %s is compared as %s', (name, key) => {
    expect(placeKey(name)).toBe(key);
  });
});
