import type { StoryCounts } from '#contract/totals';
import { addSeconds } from '../figures/instant.js';
import { RunningTotals } from '../totals/running-totals.js';
import { CITIES, Evening, RULES, type Said } from '../../test/figures-evening.js';
import { Bases } from './bases.js';

const known = (value: number, city = 'kazan') => {
  const evening = new Evening();
  evening.file(-300, { value, city }, { vouched: true });
  return evening;
};

describe('steps of one source and place within half an hour', () => {
  test('add up: they come no further than one figure would', () => {
    const evening = new Evening();
    const steps = [1, 499, 1_490, 4_400, 9_990];
    expect(steps.map((value, step) => evening.file(step * 5, { value }))).toEqual([
      ...[false, false, true, true, true],
    ]);
  });

  test('add up as increments too, large and small', () => {
    const large = known(999);
    const held = Array.from({ length: 6 }, (_, step) => large.file(step, { kind: 'new', value: 999 }));
    expect(held).toEqual([false, false, true, true, true, true]);
    const small = known(100);
    for (let step = 0; step < 100; step++) small.file(step / 4, { kind: 'new', value: 25 });
    expect(small.kazan).toBeLessThan(600);
  });

  test('beyond the bound are held however high it was climbed before', () => {
    const evening = known(9_000);
    expect([9_990, 10_000, 10_001].map((value, step) => evening.file(step, { value }))).toEqual([
      ...[false, false, true],
    ]);
  });

  test('in forty cities add up in the story', () => {
    const evening = known(1_000, 'moscow');
    for (const [place, city] of CITIES.slice(3).entries()) evening.file(place / 2, { city, value: 240 });
    expect(evening.totals.state().metrics['arrests']?.leading.low).toBeLessThan(3_240);
    expect(evening.file(20, { city: 'moscow', value: 1_020 })).toBe(false);
  });

  test('in forty cities at once add up in the story too, and one more is still not held', () => {
    const evening = new Evening();
    for (const city of CITIES.slice(3)) evening.file(-300, { city, value: 10 }, { vouched: true });
    const sums = Array.from({ length: 8 }, (_, step) => {
      const value = 109 + 99 * step;
      evening.fileTogether(
        step,
        CITIES.slice(3).map((city) => ({ city, value })),
      );
      return evening.totals.state().metrics['arrests']?.leading.low ?? 0;
    });
    expect(sums.at(-1)).toBeLessThan(3_300);
    const several = CITIES.slice(-5).map((city) => ({ city, kind: 'new' as const, value: 19 }));
    expect(evening.fileTogether(9, several, { author: 'Olga' })).toEqual(Array(5).fill(false));
  });
});

test('a figure that grows as much within hours is not held', () => {
  const evening = known(100);
  const steps = [450, 1_300, 3_800, 9_900];
  expect(steps.map((value, step) => evening.file(step * 40, { value }))).toEqual(Array(4).fill(false));
});

test('half an hour after a step, growth is measured from it, and not before', () => {
  const atOnce = (minutes: number) => {
    const evening = known(100);
    evening.file(0, { value: 590 });
    return evening.file(minutes, { value: 1_600 });
  };
  expect([5, 29, 36].map(atOnce)).toEqual([true, true, false]);
});

test('what somebody vouched for is what growth is measured from at once', () => {
  const evening = known(100);
  expect(evening.file(1, { value: 900 })).toBe(true);
  evening.file(2, { value: 900 }, { vouched: true });
  expect([1_300, 2_600].map((value) => evening.file(3, { value }))).toEqual([false, false]);
  expect(evening.file(4, { value: 2_800 })).toBe(true);
});

describe('crowds in a story of which nothing is known', () => {
  const crowd = (value: number, more: Partial<Said> = {}) => ({ metric: 'crowd', value, ...more });

  test('are held from fifty thousand on, in one figure or in many, and not below', () => {
    for (const where of [{}, { scope: 'story' as const }]) {
      expect(new Evening().file(0, crowd(49_999, where))).toBe(false);
      expect(new Evening().file(0, crowd(50_000, where))).toBe(true);
    }
    const many = CITIES.slice(0, 4).map((city) => crowd(20_000, { city }));
    expect(new Evening().fileTogether(0, many)).toEqual([false, false, true, true]);
  });

  test('add up in the story, city by city, and as a claim of it', () => {
    const evening = new Evening();
    evening.file(0, crowd(49_000, { city: 'moscow' }));
    const sum = () => evening.totals.state().metrics['crowd']?.leading.low ?? 0;
    for (const [place, city] of CITIES.slice(3).entries())
      evening.file(place / 2, crowd(Math.floor(0.249 * sum()), { city }));
    expect(sum()).toBeGreaterThan(150_000);
    expect(sum()).toBeLessThan(5 * 49_000 + 1);
    expect(evening.file(20, crowd(1_200_000, { scope: 'story' }))).toBe(true);
    expect(evening.file(21, crowd(900, { city: 'kazan' }))).toBe(false);
  });
});

describe('what was taken back', () => {
  test.each([
    ['of one source', 'own'],
    ['beside others that say less', 'ovd'],
  ])('is not what growth is measured from, %s', (_, source) => {
    const evening = new Evening();
    evening.file(-300, { value: 2_000, city: 'omsk' }, { vouched: true });
    evening.file(-200, { value: 300, source }, { vouched: true });
    evening.file(0, { value: 9_000 }, { vouched: true });
    evening.retract(1);
    const held = [890, 2_600, 7_500].map((value, step) => evening.file(2 + step, { value }));
    expect(held).toEqual([false, true, true]);
    expect(evening.kazan).toBe(890);
  });

  test('is not where nothing else was said', () => {
    const evening = new Evening();
    evening.file(0, { value: 9_000 }, { vouched: true });
    evening.retract(1);
    const held = [499, 1_490, 4_400].map((value, step) => evening.file(2 + step, { value }));
    expect(held).toEqual([false, false, true]);
  });

  test('makes no higher base of what stood before it', () => {
    const evening = known(100);
    evening.file(0, { value: 590 });
    evening.file(1, { value: 595 });
    evening.retract(2);
    expect(evening.file(3, { value: 1_600 })).toBe(true);
  });

  test('is still where a gauge’s peak stands: a crowd that left and is back is not held', () => {
    const evening = new Evening();
    evening.file(-300, { metric: 'crowd', value: 80_000 }, { vouched: true });
    const held = [5_000, 60_000, 85_000].map((value, step) => evening.file(step, { metric: 'crowd', value }));
    expect(held).toEqual([false, false, false]);
  });
});

test('a total is known as it stood half an hour before, however often it changes', () => {
  const bases = new Bases();
  const at = (second: number) => addSeconds('2021-01-23T15:00:00Z', second);
  const counts = (citiesReporting: number) => ({ ...new RunningTotals(RULES).counts(), citiesReporting });
  for (let second = 0; second < 7_200; second++)
    bases.leave('counts', { before: counts(second - 1), after: counts(second) }, at(second));
  const { citiesReporting: since } = bases.at('counts', at(7_200)) as StoryCounts;
  expect([since >= 7_200 - 35 * 60, since <= 7_200 - 30 * 60]).toEqual([true, true]);
  expect(bases.at('counts', at(7_200 + 36 * 60))).toBeNull();
});
