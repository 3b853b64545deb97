import { describe, expect, test } from '@jest/globals';
import { chance } from './chance.mjs';
import { EventQueue } from './event-queue.mjs';

describe('what happens in a simulated storm', () => {
  test('happens in the order of its times, whatever the order in which it was foreseen', () => {
    const [queue, random] = [new EventQueue(), chance(7)];
    const times = Array.from({ length: 5_000 }, () => Math.floor(random() * 1_000));
    for (const [what, time] of times.entries()) queue.put(time, what);
    const taken = Array.from(times, () => queue.take());
    expect(taken.map((each) => each?.time)).toEqual(times.toSorted((one, other) => one - other));
    expect(new Set(taken.map((each) => each?.what)).size).toBe(times.length);
    expect(taken.every((each) => times[each?.what ?? -1] === each?.time)).toBe(true);
    expect(queue.take()).toBeUndefined();
  });

  test('happens again the same with the same seed, and otherwise with another', () => {
    const draws = (seed: number) => Array.from({ length: 5 }, chance(seed));
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
    const many = Array.from({ length: 10_000 }, chance(3));
    expect(many.reduce((sum, each) => sum + each) / many.length).toBeCloseTo(0.5, 1);
  });
});
