import type { Claim, PlacedClaim } from '../figures/claim.js';

/** Two reports of the same increment are held to be one when their moments are no further apart. */
const SAME_SECONDS = 10 * 60;

/** Counted increments ("five more") that say the same: one source, metric, place and value; in the order of their moments. */
export class Increments {
  readonly #alike = new Map<string, Claim[]>();

  add(placed: PlacedClaim): void {
    if (placed.claim.kind !== 'new') return;
    const key = whatItSays(placed);
    const alike = this.#alike.get(key) ?? [];
    alike.splice(placeOf(alike, placed.claim.at), 0, placed.claim);
    this.#alike.set(key, alike);
  }

  remove(placed: PlacedClaim): void {
    if (placed.claim.kind !== 'new') return;
    const key = whatItSays(placed);
    const alike = this.#alike.get(key) ?? [];
    let place = placeOf(alike, placed.claim.at) - 1;
    while (place >= 0 && alike[place]?.id !== placed.claim.id) place -= 1;
    if (place >= 0) alike.splice(place, 1);
    if (alike.length === 0) this.#alike.delete(key);
  }

  /** The nearest in time that another update says as well, at most ten minutes away. */
  twinOf(placed: PlacedClaim): Claim | undefined {
    const { claim } = placed;
    if (claim.kind !== 'new') return undefined;
    const alike = this.#alike.get(whatItSays(placed)) ?? [];
    const place = placeOf(alike, claim.at);
    const before = otherFrom(alike, place - 1, -1, claim);
    const after = otherFrom(alike, place, 1, claim);
    const nearest = [before, after]
      .filter((other) => other !== undefined)
      .sort((a, b) => Math.abs(a.at - claim.at) - Math.abs(b.at - claim.at))[0];
    return nearest && Math.abs(nearest.at - claim.at) <= SAME_SECONDS ? nearest : undefined;
  }
}

/** Ids hold no spaces. JSON.stringify would cost every increment some 8 µs more. */
function whatItSays({ metric, city, source, claim: { low, high } }: PlacedClaim): string {
  return `${metric} ${city ?? ''} ${source} ${low} ${high}`;
}

/** Where a claim of this moment comes; after those of the same moment. */
function placeOf(claims: readonly Claim[], at: number): number {
  let low = 0;
  let high = claims.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((claims[middle] as Claim).at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first one of another update, in one direction. */
function otherFrom(claims: readonly Claim[], start: number, step: 1 | -1, { updateId }: Claim) {
  for (let i = start; i >= 0 && i < claims.length; i += step)
    if (claims[i]?.updateId !== updateId) return claims[i];
  return undefined;
}
