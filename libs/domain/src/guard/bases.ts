import type { Instant } from '#contract/figure';
import type { Move } from '../totals/running-metric.js';
import type { StoredTotal } from '../totals/stored-total.js';
import { atMost } from './at-most.js';
import { slotOf, windowStart } from './window.js';

/** A total that is not there any more, and since when. */
export interface Left {
  readonly until: Instant;
  readonly value: StoredTotal;
}

/**
 * What growth is measured from: each total as it stood before the window, however many steps were made within it. By
 * the times at which readers were shown it, which nobody who files can choose. Of a slot of the window the first value
 * is kept, lowered with what came after, so a total has seven at most, whatever is filed.
 */
export class Bases {
  readonly #left = new Map<string, Left[]>();

  /**
   * `before` stood under the key until then, and `after` does now. A total that was not there is no base: the first thing
   * said there is. Nor is what has fallen since, or was taken back: no base is above anything that stood there after it.
   */
  leave(key: string, { before, after }: Move<StoredTotal>, until: Instant): void {
    const start = windowStart(until);
    const kept = (this.#left.get(key) ?? []).filter((each) => each.until > start);
    const last = kept.at(-1);
    if (before && (!last || slotOf(last.until) < slotOf(until))) kept.push({ until, value: before });
    const lowered = after ? kept.map((each) => ({ ...each, value: atMost(each.value, after) })) : kept;
    this.#left.set(key, lowered);
  }

  /** Somebody who may say so lets what stands there now count. */
  renew(key: string): void {
    this.#left.delete(key);
  }

  /** What stood there before the window that ends now; null: what stands there now. */
  at(key: string, now: Instant): StoredTotal | null {
    const start = windowStart(now);
    return this.#left.get(key)?.find(({ until }) => until > start)?.value ?? null;
  }
}
