import { LIMITS } from '#contract/limits';
import { byTimeline } from '#contract/view';

export interface TimelineKey {
  readonly occurredAt: string;
  readonly firstSeq: number;
}

/** The order of a story's updates. Oldest first inside, since nearly everything is added at the newest end. */
export class Timeline {
  private readonly keys: TimelineKey[] = [];

  put(key: TimelineKey, before?: TimelineKey): void {
    if (before) this.keys.splice(this.indexOf(before), 1);
    this.keys.splice(this.indexOf(key), 0, key);
  }

  /** Whether something newly shown at `key` would be below the first fifty. */
  isBelowFirstFifty(key: TimelineKey): boolean {
    return this.keys.length - this.indexOf(key) >= LIMITS.firstUpdates;
  }

  private indexOf(key: TimelineKey): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (byTimeline(this.keys[middle] as TimelineKey, key) > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
