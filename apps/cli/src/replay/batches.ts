import { LIMITS } from '#contract/limits';
import type { Delivery } from './day-file.js';

/** Waits longer than this, in the day's own time, are cut to it. */
const LONGEST_GAP_MS = 120_000;

export interface Batch {
  /** Milliseconds to wait before sending. */
  readonly wait: number;
  readonly deliveries: readonly Delivery[];
}

/** Cuts a day into requests: as large as may be while nothing waits, one moment each at a speed. */
export function* batches(
  deliveries: readonly Delivery[],
  { speed, atOnceUntil }: { readonly speed: number; readonly atOnceUntil?: string },
): Generator<Batch> {
  let held: Delivery[] = [];
  let bytes = 0;
  let wait = 0;
  for (const delivery of deliveries) {
    const gap = waitBetween(held.at(-1), delivery, { speed, atOnceUntil });
    const isFull = held.length === LIMITS.batchItems || bytes + delivery.bytes > LIMITS.batchBytes / 4;
    if (held.length && (gap > 0 || isFull || held[0]?.story !== delivery.story)) {
      yield { wait, deliveries: held };
      held = [];
      bytes = 0;
      wait = gap;
    }
    held.push(delivery);
    bytes += delivery.bytes;
  }
  if (held.length) yield { wait, deliveries: held };
}

function waitBetween(
  before: Delivery | undefined,
  next: Delivery,
  { speed, atOnceUntil = '' }: { speed: number; atOnceUntil?: string },
): number {
  if (!before || !Number.isFinite(speed) || next.receivedAt <= atOnceUntil) return 0;
  const gap = Date.parse(next.receivedAt) - Date.parse(before.receivedAt);
  return Math.min(Math.max(gap, 0), LONGEST_GAP_MS) / speed;
}
