import type { Instant } from '#contract/figure';
import { addSeconds } from '../figures/instant.js';
import { GUARD } from './limits.js';

const SLOT_SECONDS = GUARD.window.slot * 60;

/** Windows begin where a slot does: they are as long as the table says, and up to a slot longer. */
export function windowStart(now: Instant): Instant {
  return addSeconds('1970-01-01T00:00:00Z', slotBefore(now) * SLOT_SECONDS);
}

/** The last slot before the window that ends now. */
export function slotBefore(now: Instant): number {
  const start = Date.parse(now) / 1000 - GUARD.window.minutes * 60;
  return Math.floor(start / SLOT_SECONDS);
}

/** A slot ends with its last second, as a total stands until it is left. */
export function slotOf(until: Instant): number {
  return Math.ceil(Date.parse(until) / (SLOT_SECONDS * 1000));
}
