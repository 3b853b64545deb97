import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { backoff } from '#client/backoff';
import { LIMITS } from '#contract/limits';
import { chance } from './chance.mjs';
import { CLIENTS, withoutJitter } from './clients.mjs';
import { RULES } from './constants.mjs';

const STOCK = new URL('../../../node_modules/socket.io-client/build/esm/contrib/backo2.js', import.meta.url);
const ours = CLIENTS['dateline-socket'];
const stock = CLIENTS['socket.io'];

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a simulated reader waits before the next attempt', () => {
  test.each([0, 0.37, 0.99])('as long as our client does when it draws %d', (drawn) => {
    jest.spyOn(Math, 'random').mockReturnValue(drawn);
    for (let failures = 1; failures < 12; failures += 1)
      expect(ours.wait(failures, () => drawn)).toBe(backoff(failures, 1_000, 30_000));
  });

  test('as long as the stock socket.io client does with its default options', async () => {
    const { Backoff } = (await import(STOCK.href)) as StockModule;
    const random = chance(11);
    for (let reader = 0; reader < 50; reader += 1) {
      const theirs = new Backoff({ min: 1_000, max: 5_000, jitter: 0.5 });
      for (let failures = 1; failures < 8; failures += 1) {
        const drawn = random();
        jest.spyOn(Math, 'random').mockReturnValue(drawn);
        expect(Math.floor(stock.wait(failures, () => drawn))).toBe(theirs.duration());
      }
    }
  });

  test('by the stock client at one and the same time as all others, once it failed five times', () => {
    const random = chance(5);
    const fifth = new Set(Array.from({ length: 100 }, () => stock.wait(5, random)));
    expect(fifth).toEqual(new Set([5_000]));
    expect(new Set(Array.from({ length: 100 }, () => ours.wait(5, random))).size).toBe(100);
  });

  test('the same every time without jitter', () => {
    const calm = withoutJitter(ours);
    const random = chance(1);
    expect([1, 2, 3, 9].map((failures) => Math.round(calm.wait(failures, random)))).toEqual([
      1_000, 1_000, 2_000, 30_000,
    ]);
    expect(withoutJitter(stock).wait(2, random)).toBe(2_000);
  });
});

interface StockModule {
  readonly Backoff: new (options: Readonly<Record<string, number>>) => { duration(): number };
}

describe('the times that the simulation takes from the product', () => {
  test.each([
    ['libs/client/src/follower.ts', 'silence: 25_000, answer: 10_000, backoff: 1_000, backoffCap: 30_000'],
    ['libs/client/src/follower.ts', 'online: 2_000'],
    ['apps/gateway/src/sse/sse-stream.ts', '{ least: 1_000, spread: 2_000 }'],
    ['apps/gateway/src/reader/readers.ts', 'MOVE_WITHIN_MS = 5_000'],
    ['apps/gateway/src/feed/story-feeds.ts', 'API_CHECKS_MS = 5_000'],
    ['apps/gateway/src/feed/story-feeds.ts', 'HEADS_MS = 1_000'],
  ])('are still those of %s', async (file, said) => {
    const source = await readFile(new URL(`../../../${file}`, import.meta.url), 'utf8');
    expect(source).toContain(said);
  });

  test('are the limits of a resume', () => {
    expect(RULES.resumeEvents).toBe(LIMITS.resumeEvents);
    expect(RULES.resumeBytes).toBe(LIMITS.resumeBytes);
  });
});
