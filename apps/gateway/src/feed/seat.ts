import { LIMITS } from '#contract/limits';
import type { Reader } from '../reader/reader.js';
import type { Outgoing } from './outgoing.js';

/** One reader's place in a room: a cursor into the story's ring, and nothing queued. */
export class Seat {
  private passedOver = 0;

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
    if (reader.isAnswering) return 'passed_over';
    this.passedOver += frame.bytes;
    if (reader.unsent + this.passedOver > LIMITS.readerCutBytes) reader.cut('reader_too_slow');
    return 'passed_over';
  }

  get canTakeMore(): boolean {
    return !this.reader.isClosed && this.reader.unsent <= LIMITS.readerSkipBytes / 2;
  }

  hand(frame: Outgoing): void {
    this.reader.send(frame);
    this.cursor = Math.max(this.cursor, frame.to);
    this.passedOver = 0;
  }
}
