import { describe, expect, test } from '@jest/globals';
import { Turns } from './turns.js';

describe('those who wait for a turn', () => {
  test('come in order, and never more at once than there is room for', async () => {
    const turns = new Turns(2, 10, 'Too many.');
    const done: number[] = [];
    let [now, most] = [0, 0];
    const work = (n: number) => async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      done.push(n);
    };
    await Promise.all([1, 2, 3, 4, 5].map((n) => turns.take(work(n))));
    expect([done, most, now]).toEqual([[1, 2, 3, 4, 5], 2, 0]);
  });

  test('come after a rest, which nobody takes who waited for none', async () => {
    const turns = new Turns(1, 10, 'Too many.', 300);
    const begun: number[] = [];
    const work = async () => {
      begun.push(performance.now());
    };
    await turns.take(work);
    await Promise.all([turns.take(work), turns.take(work)]);
    const [alone = 0, first = 0, second = 0] = begun;
    expect(first - alone).toBeLessThan(200);
    expect(second - first).toBeGreaterThanOrEqual(299);
  });

  test('are asked to come back when the line is full, and one that failed makes room', async () => {
    const turns = new Turns(1, 1, 'Too many.');
    const fail = async () => {
      await new Promise(setImmediate);
      throw new Error('failed');
    };
    const [first, second, third] = [turns.take(fail), turns.take(async () => 'served'), turns.take(fail)];
    await expect(third).rejects.toMatchObject({ code: 'unavailable' });
    await expect(first).rejects.toThrow('failed');
    expect(await second).toBe('served');
    expect(await turns.take(async () => 'later')).toBe('later');
  });
});
