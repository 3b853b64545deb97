import type { StoryEvent } from './event.js';
import type { Position, Snapshot } from './snapshot.js';
import type { TotalsPatch } from './totals.js';

/** Emitted by the reader as `follow`. */
export interface FollowRequest {
  readonly story: string;
  readonly city?: string;
  readonly position?: Position;
}

/**
 * What happened from `from` to `to`, both included. `to ≤ have`: ignore. `from > have + 1`: a gap, resume.
 * Otherwise apply the events with `seq > have`, take the totals, `have = to`. No events and no totals: a `head`.
 */
export interface Frame {
  readonly epoch: string;
  readonly from: number;
  readonly to: number;
  readonly events: readonly StoryEvent[];
  /** Changed totals, whole; `reload`: too large to send, fetch the snapshot. */
  readonly totals?: TotalsPatch | 'reload';
}

export const SNAPSHOT_REASONS = ['new', 'too_old', 'epoch', 'ahead'] as const;
export type SnapshotReason = (typeof SNAPSHOT_REASONS)[number];

/** The acknowledgement of `follow`. */
export type FollowAnswer =
  | { readonly mode: 'resume'; readonly frame: Frame }
  | { readonly mode: 'snapshot'; readonly why: SnapshotReason; readonly snapshot: Snapshot };

/** What a reader follows; the second argument of `frame` and `head` on a socket, which may follow several. */
export interface RoomName {
  readonly story: string;
  readonly city?: string;
}
/** Event `resync` on a socket: frames cannot go on from where this reader is. Follow again. */
export interface Resync extends RoomName {
  readonly why: SnapshotReason;
}
/** Event `moving` on a socket: this gateway stops. Connect again after so many milliseconds. */
export interface Moving {
  readonly afterMs: number;
}

/**
 * Event `readers` on a socket at the desk, of each story that it follows: how many read it now, at all gateways.
 * At once while they are few; above 100 at most every 5 s, when it changed by more than 2 %.
 */
export interface ReaderCount {
  readonly story: string;
  readonly count: number;
}

/** The answer of `GET …/events`. */
export interface EventRange {
  readonly frame: Frame;
  /** Beside each of the frame's events, the totals that it changed; null when none: whoever cuts it anew needs them. */
  readonly totals: readonly (TotalsPatch | 'reload' | null)[];
  /** The newest position, so that a poller knows whether to ask again at once. */
  readonly head: number;
}
