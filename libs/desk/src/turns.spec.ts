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
