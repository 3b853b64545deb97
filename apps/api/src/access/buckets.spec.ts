import { Buckets } from './buckets.js';

const taken = (buckets: Buckets, key: string, times: number, now: number): number =>
  Array.from({ length: times }, () => buckets.take(key, 1, now)).filter((wait) => wait === 0).length;

describe('what one may do in a second', () => {
  test('is a burst at once, then a steady number, however it is spread', () => {
    const buckets = new Buckets({ perSecond: 50, burst: 200 }, 10);
    expect(taken(buckets, 'vera', 300, 0)).toBe(200);
    expect(taken(buckets, 'vera', 300, 1_000)).toBe(50);
    expect(taken(buckets, 'vera', 300, 60_000)).toBe(200);
    expect(buckets.take('vera', 1, 60_000)).toBeCloseTo(0.02);
  });

  test('of one is not another’s', () => {
    const buckets = new Buckets({ perSecond: 1, burst: 1 }, 10);
    expect([buckets.take('vera', 1, 0), buckets.take('boris', 1, 0)]).toEqual([0, 0]);
  });

  test('takes a batch that is larger than what is left, and what follows waits for it', () => {
    const buckets = new Buckets({ perSecond: 10, burst: 20 }, 10);
    expect(buckets.take('phone', 100, 0)).toBe(0);
    expect(buckets.take('phone', 1, 0)).toBeCloseTo(8.1);
    expect(buckets.take('phone', 1, 8_200)).toBe(0);
  });

  test('is kept of so many only', () => {
    const buckets = new Buckets({ perSecond: 1, burst: 1 }, 2);
    for (const key of ['a', 'b', 'c']) buckets.take(key, 1, 0);
    expect([buckets.take('c', 1, 0) > 0, buckets.take('a', 1, 0)]).toEqual([true, 0]);
  });
});
