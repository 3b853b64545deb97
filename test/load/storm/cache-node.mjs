const FRESH_MS = 1_000;
const STALE_MS = 1_000;

/**
 * One node of a shared HTTP cache that holds a story's snapshot with `s-maxage=1, stale-while-revalidate=1` and asks its
 * origin once for all who wait. Times in ms that never go back.
 */
export class CacheNode {
  #storedAt = Number.NEGATIVE_INFINITY;
  #fetchedAt = Number.NEGATIVE_INFINITY;

  constructor(originMs) {
    this.originMs = originMs;
  }

  /** When the answer is there, and whether the origin was asked for it. */
  ask(now) {
    if (this.#fetchedAt <= now) this.#storedAt = Math.max(this.#storedAt, this.#fetchedAt);
    const age = now - this.#storedAt;
    if (age < FRESH_MS) return { at: now, asksOrigin: false };
    const isAsking = this.#fetchedAt > now;
    if (!isAsking) this.#fetchedAt = now + this.originMs;
    return { at: age < FRESH_MS + STALE_MS ? now : this.#fetchedAt, asksOrigin: !isAsking };
  }
}
