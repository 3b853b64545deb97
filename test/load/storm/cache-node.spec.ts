import { describe, expect, test } from '@jest/globals';
import { CacheNode } from './cache-node.mjs';

describe('a cache node with s-maxage=1, stale-while-revalidate=1', () => {
  test('asks its origin once for a crowd that finds it empty', () => {
    const node = new CacheNode(50);
    expect(node.ask(0)).toEqual({ at: 50, asksOrigin: true });
    expect(node.ask(10)).toEqual({ at: 50, asksOrigin: false });
    expect(node.ask(60)).toEqual({ at: 60, asksOrigin: false });
  });

  test('answers at once with what is a second old, and looks for news behind that', () => {
    const node = new CacheNode(50);
    node.ask(0);
    expect(node.ask(1_100)).toEqual({ at: 1_100, asksOrigin: true });
    expect(node.ask(1_120)).toEqual({ at: 1_120, asksOrigin: false });
    expect(node.ask(1_500)).toEqual({ at: 1_500, asksOrigin: false });
  });

  test('lets wait who comes when it holds nothing of the last two seconds', () => {
    const node = new CacheNode(50);
    node.ask(0);
    expect(node.ask(2_100)).toEqual({ at: 2_150, asksOrigin: true });
  });

  test('asks its origin at most once a second, however many come', () => {
    const node = new CacheNode(50);
    let asked = 0;
    for (let now = 0; now < 10_000; now += 1) asked += node.ask(now).asksOrigin ? 1 : 0;
    expect(asked).toBeLessThanOrEqual(10);
    expect(asked).toBeGreaterThanOrEqual(9);
  });
});
