import type { CounterKind, Instant } from '#contract/figure';
import type { Claim } from '../figures/claim.js';
import { addTo, plus, type Sum, sumOf, worded } from '../figures/combine.js';
import { minuteOf } from '../figures/instant.js';
import { label } from '../figures/interval.js';
import { byCodePoint, compareStrength, greatest } from '../figures/strength.js';
import type { Rule } from './rule.js';

/** Moments are empty where there is none. */
interface Counter {
  /** The latest stated revision: it discards every running total at or before its own instant. */
  readonly revised: Claim | null;
  /** The strongest running total left, and its sum with the `new` of later minutes. */
  readonly total: { readonly base: Claim; readonly sum: Sum } | null;
  /** Without a running total: the sum of `new` and the highest `seen`. */
  readonly floor: Floor;
  /** The newest of what the figure is made of. */
  readonly asOf: Instant;
  readonly latestNew: Instant;
  readonly latestSoFar: Instant;
}
interface Floor {
  readonly sum: number;
  readonly seen: number;
}
const NO_FLOOR: Floor = { sum: 0, seen: 0 };

/** A counter's figure is the strongest running total since the last stated revision, with what was added later. */
export const COUNTER: Rule<Counter> = {
  of: (claims) => (claims.length === 0 ? null : fromAll(claims)),
  on: withOneMore,
  figure({ total, floor, asOf }) {
    const low = Math.max(floor.sum, floor.seen);
    const said = total
      ? worded(total.sum)
      : ({ low, high: null, qualifier: 'at_least', words: null } as const);
    return { ...said, label: label(said), asOf, partial: total === null };
  },
  counting({ total, floor }, claims) {
    const { new: added, seen } = byKind(claims);
    if (total) return [total.base, ...growthOn(total.base, added)];
    if (added.length > 0 && floor.sum >= floor.seen) return added;
    return seen.filter((claim) => claim.low === floor.seen);
  },
};

function fromAll(claims: readonly Claim[]): Counter {
  const { so_far: stated, new: added, seen, revised: revisions } = byKind(claims);
  const revised = greatest(revisions, compareMoments) ?? null;
  const left = stated.filter((claim) => revised === null || claim.asOf > revised.asOf);
  const base = greatest(revised ? [...left, revised] : left, compareStrength);
  const kept = { revised, latestNew: latest(added), latestSoFar: latest(stated) };
  if (!base) {
    const sum = added.reduce((all, { low }) => plus(all, low), 0);
    const most = seen.reduce((highest, { low }) => Math.max(highest, low), 0);
    return { ...kept, total: null, floor: { sum, seen: most }, asOf: latest([...added, ...seen]) };
  }
  const growth = growthOn(base, added);
  const sum = growth.reduce(addTo, sumOf(base));
  return { ...kept, total: { base, sum }, floor: NO_FLOOR, asOf: latest([base, ...growth]) };
}

function withOneMore(counter: Counter, claim: Claim): Counter | null {
  switch (claim.kind) {
    case 'seen': {
      const seen = Math.max(counter.floor.seen, claim.low);
      return counter.total ? counter : onFloor(counter, { ...counter.floor, seen }, claim);
    }
    case 'new':
      return withNew({ ...counter, latestNew: later(counter.latestNew, claim.asOf) }, claim);
    case 'so_far':
      return withSoFar({ ...counter, latestSoFar: later(counter.latestSoFar, claim.asOf) }, claim);
    case 'revised':
      if (counter.revised && compareMoments(counter.revised, claim) > 0) return counter;
      return counter.latestSoFar > claim.asOf ? null : rebased({ ...counter, revised: claim }, claim);
    default:
      return claim.kind satisfies never;
  }
}

function withNew(counter: Counter, claim: Claim): Counter {
  const { total, floor } = counter;
  if (!total) return onFloor(counter, { ...floor, sum: plus(floor.sum, claim.low) }, claim);
  if (claim.asOf <= endOfMinute(total.base)) return counter;
  const sum = addTo(total.sum, claim);
  return { ...counter, total: { base: total.base, sum }, asOf: later(counter.asOf, claim.asOf) };
}

function withSoFar(counter: Counter, claim: Claim): Counter | null {
  const { revised, total } = counter;
  const isDiscarded = revised !== null && claim.asOf <= revised.asOf;
  const isWeaker = total !== null && compareStrength(total.base, claim) > 0;
  return isDiscarded || isWeaker ? counter : rebased(counter, claim);
}

function rebased(counter: Counter, base: Claim): Counter | null {
  if (counter.latestNew > endOfMinute(base)) return null;
  return { ...counter, total: { base, sum: sumOf(base) }, floor: NO_FLOOR, asOf: base.asOf };
}

function onFloor(counter: Counter, floor: Floor, { asOf }: Claim): Counter {
  return { ...counter, floor, asOf: later(counter.asOf, asOf) };
}

/** The `new` of later minutes: one of the base's own minute is already inside it, as times are rounded to minutes. */
function growthOn(base: Claim, added: readonly Claim[]): Claim[] {
  const end = endOfMinute(base);
  return added.filter((claim) => claim.asOf > end);
}

function endOfMinute({ asOf }: Claim): Instant {
  return `${minuteOf(asOf)}:59Z`;
}

function byKind(claims: readonly Claim[]): Record<CounterKind, Claim[]> {
  const kinds: Record<CounterKind, Claim[]> = { so_far: [], new: [], seen: [], revised: [] };
  for (const claim of claims) kinds[claim.kind].push(claim);
  return kinds;
}

function compareMoments(a: Claim, b: Claim): number {
  if (a.asOf !== b.asOf) return a.asOf > b.asOf ? 1 : -1;
  return byCodePoint(a.id, b.id);
}

function latest(claims: readonly Claim[]): Instant {
  return claims.reduce((newest, { asOf }) => later(newest, asOf), '');
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
