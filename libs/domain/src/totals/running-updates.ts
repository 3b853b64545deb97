import type { StoryCounts } from '#contract/totals';
import type { PlacedClaim } from '../figures/claim.js';
import type { UpdateFigures } from './delivery.js';

/** The newest revision of an update, with its claims by index and those of them that count. */
export interface HeldUpdate {
  readonly update: UpdateFigures;
  readonly claims: readonly PlacedClaim[];
  readonly counted: readonly PlacedClaim[];
}

/** The newest revisions, and how many updates and reporting cities they come to. */
export class RunningUpdates {
  readonly #held = new Map<string, HeldUpdate>();
  readonly #cities = new Map<string, number>();
  #published = 0;
  #retracted = 0;
  #corrected = 0;

  get(id: string): HeldUpdate | undefined {
    return this.#held.get(id);
  }

  isPublished(id: string): boolean {
    return this.get(id)?.update.status === 'published';
  }

  put(held: HeldUpdate): void {
    const replaced = this.get(held.update.id);
    if (replaced) this.#count(replaced, -1);
    this.#count(held, 1);
    this.#held.set(held.update.id, held);
  }

  counts(): StoryCounts {
    const updates = { published: this.#published, retracted: this.#retracted, corrected: this.#corrected };
    return { updates, citiesReporting: this.#cities.size };
  }

  #count({ update, counted }: HeldUpdate, by: 1 | -1): void {
    if (update.status === 'retracted') {
      this.#retracted += by;
      return;
    }
    this.#published += by;
    if (update.revision > 1) this.#corrected += by;
    for (const { city } of [update, ...counted]) if (city) this.#countReport(city, by);
  }

  #countReport(city: string, by: 1 | -1): void {
    const reports = (this.#cities.get(city) ?? 0) + by;
    if (reports === 0) this.#cities.delete(city);
    else this.#cities.set(city, reports);
  }
}
