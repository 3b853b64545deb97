import type { Instant } from '#contract/figure';

/** How long what the database said of its clock is relied on. */
const GOOD_FOR_MS = 10_000;
const STEP_MS = 500;

/** The database's clock as this process can tell it without asking: from what it said last, and how long ago that was. */
export class DatabaseClock {
  private heard: { readonly said: number; readonly at: number; readonly wall: number } | undefined;

  /** `said`: milliseconds since 1970. */
  hear(said: number): void {
    this.heard = { said, at: performance.now(), wall: Date.now() };
  }

  /** Null: it has to be asked. So too when this machine slept or its clock was set: then the two ways to count differ. */
  now(): Instant | null {
    if (!this.heard) return null;
    const { said, at, wall } = this.heard;
    const passed = performance.now() - at;
    const isSteady = Math.abs(Date.now() - wall - passed) < STEP_MS;
    return isSteady && passed < GOOD_FOR_MS ? wholeSeconds(said + passed) : null;
  }
}

/** `2021-01-23T12:00:00Z`. */
export function wholeSeconds(ms: number): Instant {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
