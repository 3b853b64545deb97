import type { Figure } from '#contract/figure';
import type { Interval } from './interval.js';

type Weighed = Pick<Figure, 'low' | 'high' | 'qualifier' | 'asOf'>;

/** The one order of strength: above zero when `a` is the stronger. Of no two with different ids is it zero. */
export function compareStrength(a: Weighed & { readonly id: string }, b: Weighed & { readonly id: string }) {
  return compareFigures(a, b) || byCodePoint(a.id, b.id);
}

/** The order of strength up to the id: low, high, `asOf`. */
export function compareFigures(a: Weighed, b: Weighed): number {
  return (
    competingLow(a) - competingLow(b) ||
    (a.high ?? a.low) - (b.high ?? b.low) ||
    (a.asOf === b.asOf ? 0 : a.asOf < b.asOf ? -1 : 1)
  );
}

/** "About n" competes as floor(9n/10), so that a firm figure within a tenth wins; `n - ceil(n/10)` never overflows. */
function competingLow({ low, qualifier }: Weighed): number {
  return qualifier === 'about' ? low - Math.ceil(low / 10) : low;
}

/** More than a tenth below, whatever its wording leaves open at the top ("at least 5" is 5). */
export function isFarBelow({ low, high }: Interval, { low: from, high: to, qualifier }: Interval): boolean {
  const least = qualifier === 'up_to' ? (to ?? from) : from;
  return (high ?? low) * 10 < least * 9;
}

/** Order of ids, the same in every language and locale. UTF-16 units alone would put U+E000–U+FFFF after emoji. */
export function byCodePoint(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** The greatest by `compare`; undefined of none. */
export function greatest<T>(items: Iterable<T>, compare: (a: T, b: T) => number): T | undefined {
  let best: T | undefined;
  for (const item of items) if (best === undefined || compare(item, best) > 0) best = item;
  return best;
}
