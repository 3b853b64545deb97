import type { Instant } from '#contract/figure';
import { slotBefore, slotOf } from './window.js';

/** What an update's figures add to the counts of its story, and whose they are. */
export interface Added {
  readonly by: string;
  /** People; what takes figures back adds nothing, and takes nothing off what was added. */
  readonly people: number;
}

/**
 * What each account has added to the counts of a story within the window, all metrics, places and sources together. An
 * account has a number for each slot, seven at most, whatever it files.
 */
export class Accounts {
  readonly #slots = new Map<string, ReadonlyMap<number, number>>();

  add({ by, people }: Added, at: Instant): void {
    const kept = this.#within(by, at);
    const slot = slotOf(at);
    this.#slots.set(by, kept.set(slot, (kept.get(slot) ?? 0) + people));
  }

  /** Somebody vouched for what it filed: what it adds is counted from there. */
  renew(account: string): void {
    this.#slots.delete(account);
  }

  /** People, within the window that ends now. */
  addedBy(account: string, now: Instant): number {
    return [...this.#within(account, now).values()].reduce((sum, people) => sum + people, 0);
  }

  #within(account: string, now: Instant): Map<number, number> {
    const slots = this.#slots.get(account) ?? [];
    return new Map([...slots].filter(([slot]) => slot > slotBefore(now)));
  }
}
