import { addSeconds } from '../figures/instant.js';
import { CITIES, Evening } from '../../test/figures-evening.js';
import { Accounts } from './accounts.js';

const TOWNS = CITIES.slice(3);
const townOf = (step: number) => TOWNS[step % TOWNS.length] ?? 'kazan';
/** A story of 2,000 in Moscow and of so many in each town. */
function known(each: number): Evening {
  const evening = new Evening();
  evening.file(-300, { value: 2_000, city: 'moscow' }, { vouched: true });
  for (const city of TOWNS) evening.file(-300, { value: each, city }, { vouched: true });
  return evening;
}
const sumOf = (evening: Evening) => evening.totals.state().metrics['arrests']?.citySum?.low ?? 0;

describe('what one account files in small updates', () => {
  test('adds no more than two thousand within half an hour, in whatever metrics and sources', () => {
    const evening = known(200);
    const before = sumOf(evening);
    for (let step = 0; step < 200; step++)
      evening.file(step / 10, {
        ...{ city: townOf(step), kind: 'new', value: 99 },
        ...(step % 3 === 2 && { metric: 'arrests.minors' }),
        ...(step % 2 === 1 && { source: 'ovd' }),
      });
    const minors = evening.totals.state().metrics['arrests.minors']?.citySum?.low ?? 0;
    expect(sumOf(evening) - before + minors).toBeGreaterThan(1_000);
    expect(sumOf(evening) - before + minors).toBeLessThanOrEqual(2_099); // the first of a metric is growth of nothing
  });

  test('adds no more than half of a large story again, in larger updates too', () => {
    const evening = known(350); // 9,000
    const before = sumOf(evening);
    for (const [step, city] of TOWNS.entries()) evening.file(step / 20, { city, value: 350 + 450 });
    expect(sumOf(evening) - before).toBeLessThanOrEqual(before / 2 + 450);
    expect(evening.file(4, { city: 'moscow', value: 2_900 })).toBe(true);
    expect(evening.file(4, { city: 'moscow', value: 2_900 }, { author: 'Olga' })).toBe(false);
  });

  test('is not held for what others added', () => {
    const evening = known(200);
    const held = Array.from({ length: 60 }, (_, step) => {
      const author = `reporter-${step % 4}`;
      return evening.file(step / 3, { city: townOf(step), kind: 'new', value: 99 }, { author });
    });
    expect(held).toEqual(Array(60).fill(false));
  });

  test('is not held in an honest busy half hour', () => {
    const evening = known(20);
    const held = Array.from({ length: 60 }, (_, step) =>
      evening.file(step / 2, { city: townOf(step * 7), kind: 'new', value: 1 + ((step * 11) % 30) }),
    );
    expect(held).toEqual(Array(60).fill(false));
  });

  test('leaves a figure alone that adds nothing, and counts again half an hour later', () => {
    const evening = known(200);
    for (let step = 0; step < 30; step++) evening.file(step / 10, { city: townOf(step), value: 299 });
    expect(evening.file(4, { city: 'moscow', value: 1_990 })).toBe(false);
    expect([5, 29, 40].map((minute) => evening.file(minute, { city: 'moscow', value: 2_050 }))).toEqual([
      ...[true, true, false],
    ]);
  });

  test('waits as well after large ones, which the whole story is the measure of', () => {
    const evening = known(200);
    expect(evening.file(0, { scope: 'story', value: 14_000 })).toBe(false);
    expect(evening.file(1, { city: 'kazan', kind: 'new', value: 1 })).toBe(true);
    expect(evening.file(2, { city: 'kazan', kind: 'new', value: 1 }, { author: 'Olga' })).toBe(false);
  });

  test('goes on from what somebody vouched for', () => {
    const evening = known(200);
    const climb = (minute: number) => {
      const held = TOWNS.map((city) => evening.file(minute, { city, kind: 'new', value: 99 }));
      return held.filter((each) => !each).length;
    };
    expect(climb(0)).toBe(20);
    evening.file(1, { city: 'moscow', kind: 'new', value: 99 }, { vouched: true });
    expect(climb(2)).toBe(20);
  });
});

test('an account is known by seven numbers, whatever it files', () => {
  const accounts = new Accounts();
  const at = (second: number) => addSeconds('2021-01-23T15:00:00Z', second);
  for (let second = 0; second < 7_200; second++) accounts.add({ by: 'Vic', people: 1 }, at(second));
  const added = accounts.addedBy('Vic', at(7_199));
  expect([added >= 30 * 60, added <= 35 * 60]).toEqual([true, true]);
  expect(accounts.addedBy('Vic', at(7_200 + 36 * 60))).toBe(0);
});
