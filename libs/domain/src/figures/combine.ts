import type { Interval } from './interval.js';

/** A sum of intervals in the making. */
export interface Sum {
  readonly first: Interval;
  readonly parts: number;
  readonly low: number;
  readonly high: number | null;
  readonly about: boolean;
}

export function sumOf(first: Interval): Sum {
  return { first, parts: 1, low: first.low, high: first.high, about: first.qualifier === 'about' };
}

export function addTo(sum: Sum, part: Interval): Sum {
  return {
    first: sum.first,
    parts: sum.parts + 1,
    low: plus(sum.low, part.low),
    high: sum.high === null || part.high === null ? null : plus(sum.high, part.high),
    about: sum.about || part.qualifier === 'about',
  };
}

/** One part keeps its wording; the wording of several follows from the interval. */
export function worded({ first, parts, low, high, about }: Sum): Interval {
  if (parts === 1) return { low, high, qualifier: first.qualifier, words: first.words };
  if (high === null) return { low, high, qualifier: 'at_least', words: null };
  if (low !== high) return { low, high, qualifier: 'range', words: null };
  return { low, high, qualifier: about ? 'about' : 'exact', words: null };
}

/** Stops at the largest safe integer, so that no order of adding gives another sum. */
export function plus(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
