import { LIMITS } from '#contract/limits';
import type { Reader } from '../reader/reader.js';
import type { Outgoing } from './outgoing.js';

/** How long a reader may take nothing while more than the limit passes it by. */
const STUCK_MS = 1_000;

/** One reader's place in a room: a cursor into the story's ring, and nothing queued. */
export class Seat {
  private passedOver: PassedOver | undefined;

  constructor(
    readonly reader: Reader,
    /** The last seq handed to the reader. */
    public cursor: number,
  ) {}

  /** Sends the room's frame, or passes the reader over if frames pile up; it is then caught up from the ring. */
  offer(frame: Outgoing): 'sent' | 'passed_over' | 'held' {
    const { reader } = this;
    if (reader.isClosed || (frame.to <= this.cursor && frame.from <= frame.to)) return 'held';
    if (frame.from <= this.cursor + 1 && reader.unsent <= LIMITS.readerSkipBytes) {
      this.hand(frame);
      return 'sent';
    }
    if (!reader.isAnswering) this.passOver(frame.bytes);
    return 'passed_over';
  }

  get canTakeMore(): boolean {
    return !this.reader.isClosed && this.reader.unsent <= LIMITS.readerSkipBytes / 2;
  }

  hand(frame: Outgoing): void {
    this.reader.send(frame);
    this.cursor = Math.max(this.cursor, frame.to);
    this.passedOver = undefined;
  }

  /**
   * Cuts a reader that more than 256 KB went by while it took nothing. One that takes something is only slow, and one
   * that had no time to take anything, since a lot came at once, is neither.
   */
  private passOver(bytes: number): void {
    const { reader } = this;
    const now = performance.now();
    const { taken } = reader;
    if (this.passedOver?.taken !== taken) this.passedOver = { taken, since: now, bytes: reader.unsent };
    this.passedOver.bytes += bytes;
    if (this.passedOver.bytes > LIMITS.readerCutBytes && now - this.passedOver.since > STUCK_MS)
      reader.cut('reader_too_slow');
  }
}

interface PassedOver {
  /** What the reader had taken then, and since when it took no more. */
  readonly taken: number;
  readonly since: number;
  bytes: number;
}
