import { describe, expect, test } from '@jest/globals';
import { GOALS } from './constants.mjs';
import { sizeOf } from './sizing.mjs';

describe('what many readers need', () => {
  test('grows with them, spares included', () => {
    const [one, ten] = [100_000, 1_000_000].map((readers) => sizeOf({ readers, updates: 1, stories: 1 }));
    expect(ten?.gigabits).toBeCloseTo(10 * (one?.gigabits ?? 0));
    expect(ten?.perGateway).toBe(one?.perGateway);
    const needed = Math.ceil(1_000_000 / (ten?.perGateway ?? 1));
    expect(ten?.gateways).toBe(needed + Math.ceil(needed * GOALS.spare));
    expect(ten?.rings).toBe(ten?.gateways);
  });

  test('is limited by the frames of a busy story, and by the crowd that comes back where joining is dear', () => {
    const busy = sizeOf({ readers: 1_000, updates: 10, stories: 1 });
    expect(busy.limit).toBe('CPU for frames');
    expect(busy.perGateway).toBeLessThan(10_000);
    expect(sizeOf({ readers: 1_000, updates: 0.01, stories: 1, joinUs: 5_000 }).limit).toBe('storm');
  });

  test('is less to send when frames are compressed, but not in the same measure: headers are not', () => {
    const { gigabits, compressedGigabits } = sizeOf({ readers: 1_000, updates: 1, stories: 1 });
    expect(compressedGigabits / gigabits).toBeGreaterThan(0.65);
    expect(compressedGigabits).toBeLessThan(gigabits);
  });
});
