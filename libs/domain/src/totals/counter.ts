import type { CounterKind } from '#contract/figure';
import type { Claim } from '../figures/claim.js';
import { addTo, plus, type Sum, sumOf, worded } from '../figures/combine.js';
import { label } from '../figures/interval.js';
import { byCodePoint, compareStrength, greatest } from '../figures/strength.js';
import type { Rule } from './rule.js';

interface Counter {
  /** The latest stated revision: it discards every running total at or before its own instant. */
  readonly revised: Claim | null;
  readonly figure: Total | Floor;
  /** In seconds since 1970, before all time where there is none. */
  readonly latestNew: number;
  /** Of the `so_far`, discarded ones too; of one moment the strongest. */
  readonly lastSoFar: Claim | null;
}
/** The strongest running total left, and its sum with the `new` of later minutes. */
interface Total {
  readonly base: Claim;
  readonly sum: Sum;
  /** The newest of its parts. */
  readonly newest: Claim;
}
/** Without a running total: the sum of `new` and the highest `seen`. */
interface Floor {
  readonly base: null;
  readonly sum: number;
  readonly seen: number;
  readonly newest: Claim;
}
const NEVER = Number.NEGATIVE_INFINITY;

/** A counter's figure is the strongest running total since the last stated revision, with what was added later. */
export const COUNTER: Rule<Counter> = {
  of: fromAll,
  on: withOneMore,
  figure({ figure }) {
    const partial = figure.base === null;
    const said = partial
      ? ({ low: floorOf(figure), high: null, qualifier: 'at_least', words: null } as const)
      : worded(figure.sum);
    return { ...said, label: label(said), asOf: figure.newest.asOf, partial };
  },
  base: ({ figure }) => figure.base,
  last: ({ lastSoFar }) => lastSoFar,
  counting({ figure }, claims) {
    const { new: added, seen } = byKind(claims);
    if (figure.base) return [figure.base, ...growthOn(figure.base, added)];
    if (added.length > 0 && figure.sum >= figure.seen) return added;
    return seen.filter((claim) => claim.low === figure.seen);
  },
};

function fromAll(claims: readonly Claim[]): Counter | null {
  const { so_far: stated, new: added, seen, revised: revisions } = byKind(claims);
  const revised = greatest(revisions, compareMoments) ?? null;
  const left = revised ? [revised, ...stated.filter((claim) => claim.at > revised.at)] : stated;
  const base = greatest(left, compareStrength);
  const figure = base ? totalOf(base, growthOn(base, added)) : floorOfAll(added, seen);
  const lastSoFar = greatest(stated, compareLast) ?? null;
  return figure && { revised, figure, latestNew: latest(added), lastSoFar };
}

function totalOf(base: Claim, growth: readonly Claim[]): Total {
  return { base, sum: growth.reduce(addTo, sumOf(base)), newest: [base, ...growth].reduce(newer) };
}

function floorOfAll(added: readonly Claim[], seen: readonly Claim[]): Floor | null {
  const newest = greatest([...added, ...seen], compareMoments);
  if (!newest) return null;
  return {
    base: null,
    sum: added.reduce((sum, { low }) => plus(sum, low), 0),
    seen: seen.reduce((highest, { low }) => Math.max(highest, low), 0),
    newest,
  };
}

function floorOf({ sum, seen }: Floor): number {
  return Math.max(sum, seen);
}

function withOneMore(counter: Counter, claim: Claim): Counter | null {
  const { revised, figure } = counter;
  switch (claim.kind) {
    case 'seen':
    case 'new': {
      const latestNew = claim.kind === 'new' ? Math.max(counter.latestNew, claim.at) : counter.latestNew;
      const grown = figure.base ? addedTo(figure, claim) : raised(figure, claim);
      return { ...counter, figure: grown, latestNew };
    }
    case 'so_far': {
      const { lastSoFar: last } = counter;
      const next = { ...counter, lastSoFar: last && compareLast(last, claim) > 0 ? last : claim };
      const isDiscarded = revised !== null && claim.at <= revised.at;
      const isWeaker = figure.base !== null && compareStrength(figure.base, claim) > 0;
      return isDiscarded || isWeaker ? next : rebased(next, claim);
    }
    case 'revised':
      if (revised && compareMoments(revised, claim) > 0) return counter;
      return counter.lastSoFar && counter.lastSoFar.at > claim.at
        ? null
        : rebased({ ...counter, revised: claim }, claim);
    default:
      return claim.kind satisfies never;
  }
}

function addedTo(total: Total, claim: Claim): Total {
  if (claim.kind === 'seen' || !isOfLaterMinute(claim.at, total.base)) return total;
  return { base: total.base, sum: addTo(total.sum, claim), newest: newer(total.newest, claim) };
}

function raised(floor: Floor, claim: Claim): Floor {
  const newest = newer(floor.newest, claim);
  return claim.kind === 'new'
    ? { ...floor, sum: plus(floor.sum, claim.low), newest }
    : { ...floor, seen: Math.max(floor.seen, claim.low), newest };
}

/** On a new base; null when some `new` may have to be added to it. */
function rebased(counter: Counter, base: Claim): Counter | null {
  return isOfLaterMinute(counter.latestNew, base) ? null : { ...counter, figure: totalOf(base, []) };
}

/** What is of the base's own minute is already inside it: reporters' times are rounded to minutes. */
function isOfLaterMinute(at: number, base: Claim): boolean {
  return Math.floor(at / 60) > Math.floor(base.at / 60);
}

function growthOn(base: Claim, added: readonly Claim[]): Claim[] {
  return added.filter((claim) => isOfLaterMinute(claim.at, base));
}

function byKind(claims: readonly Claim[]): Record<CounterKind, Claim[]> {
  const kinds: Record<CounterKind, Claim[]> = { so_far: [], new: [], seen: [], revised: [] };
  for (const claim of claims) kinds[claim.kind].push(claim);
  return kinds;
}

function compareMoments(a: Claim, b: Claim): number {
  return a.at - b.at || byCodePoint(a.id, b.id);
}

function compareLast(a: Claim, b: Claim): number {
  return a.at - b.at || compareStrength(a, b);
}

function newer(a: Claim, b: Claim): Claim {
  return a.at >= b.at ? a : b;
}

function latest(claims: readonly Claim[]): number {
  return claims.reduce((moment, { at }) => Math.max(moment, at), NEVER);
}
