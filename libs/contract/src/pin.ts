import type { Instant } from './figure.js';

/** Where and until when an update is pinned. */
export interface PinPlace {
  /** Null: on the story's page and every city's. Otherwise on this city's only. */
  readonly city: string | null;
  /** Null: until somebody takes it off. */
  readonly expiresAt: Instant | null;
}
export interface BoardPin extends PinPlace {
  readonly update: string;
}
