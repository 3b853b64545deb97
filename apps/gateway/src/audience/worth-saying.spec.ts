import { isWorthSaying } from './worth-saying.js';

const NOW = 1_611_400_000_000;
const told = (count: number, secondsAgo = 60) => ({ count, at: NOW - secondsAgo * 1_000 });

describe('a count of readers that the desk hears of', () => {
  test('is the first, whatever it is', () => {
    expect(isWorthSaying(0, undefined, NOW)).toBe(true);
    expect(isWorthSaying(40_000, undefined, NOW)).toBe(true);
  });

  test('is each that differs, at once, while they are at most a hundred', () => {
    expect(isWorthSaying(13, told(12, 0), NOW)).toBe(true);
    expect(isWorthSaying(99, told(100, 0), NOW)).toBe(true);
    expect(isWorthSaying(12, told(12), NOW)).toBe(false);
  });

  test('is beyond that one after five seconds that differs by more than two per cent', () => {
    expect(isWorthSaying(1_021, told(1_000, 5), NOW)).toBe(true);
    expect(isWorthSaying(979, told(1_000, 5), NOW)).toBe(true);
    expect(isWorthSaying(1_020, told(1_000), NOW)).toBe(false);
    expect(isWorthSaying(2_000, told(1_000, 4.9), NOW)).toBe(false);
    expect(isWorthSaying(3, told(1_000, 4.9), NOW)).toBe(false);
  });
});
