import type { RoomName, SnapshotReason } from '#contract/follow';
import type { Transport } from '../gateway-metrics.js';
import type { Outgoing } from '../feed/outgoing.js';

/** What a reader is told who is cut off. */
export type CutCode = 'reader_too_slow' | 'unavailable';

/** Someone who is sent frames, over whatever carries them. Nothing here waits or throws. */
export interface Reader {
  readonly isClosed: boolean;
  readonly transport: Transport;
  /** Bytes of frames handed over that the network has not accepted. */
  readonly unsent: number;
  /** Bytes that the network has accepted since the connection began. */
  readonly taken: number;
  /** A snapshot or resume is still on its way: what is held back meanwhile does not count against the reader. */
  readonly isAnswering: boolean;
  send(frame: Outgoing): void;
  /** Frames cannot go on in this room; the reader starts anew. */
  resync(room: RoomName, why: SnapshotReason): void;
  /** What the reader holds could not be confirmed for five seconds. */
  behind(room: RoomName): void;
  /** Says why, then closes, the connection below included. */
  cut(code: CutCode): void;
  /** Closes at the end of the process; the reader comes back after `afterMs`. */
  move(afterMs: number): void;
  /** Cuts a reader that has accepted nothing for too long. */
  checkProgress(now: number): void;
}
