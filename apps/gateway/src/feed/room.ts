import type { RoomName, SnapshotReason } from '#contract/follow';
import type { CommitTimes } from './commit-times.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { Reader } from '../reader/reader.js';
import { type FrameText, framesOf, headText } from './frame-text.js';
import { Outgoing } from './outgoing.js';
import type { Ring } from './ring.js';
import type { Seat } from './seat.js';

/** Those who follow the same thing: a story, or one city of it. Each frame starts where the one before ended. */
export class Room {
  private readonly seats = new Set<Seat>();
  private readonly late = new Set<Seat>();
  /** Seen by the room up to here; between `sentTo` and this there was nothing for it. */
  private clearTo: number;
  private sentAt = Date.now();

  constructor(
    readonly name: RoomName,
    private readonly epoch: string,
    private sentTo: number,
    private readonly metrics: GatewayMetrics,
    private readonly commits: CommitTimes,
  ) {
    this.clearTo = sentTo;
  }

  get isEmpty(): boolean {
    return this.seats.size === 0;
  }

  get size(): number {
    return this.seats.size;
  }

  get readers(): readonly Reader[] {
    return Array.from(this.seats, ({ reader }) => reader);
  }

  /** Brings a newcomer to where the room is, then seats it. */
  join(seat: Seat, ring: Ring): void {
    this.seats.add(seat);
    if (seat.cursor < this.sentTo) this.catchUp(seat, ring);
  }

  leave(seat: Seat): void {
    this.seats.delete(seat);
    this.late.delete(seat);
  }

  /** Sends what the ring holds and the room has not seen. */
  flush(ring: Ring): void {
    const slots = ring.after(this.clearTo);
    if (slots === null) this.resync('too_old');
    if (slots === null || slots.length === 0) return;
    for (const frame of framesOf(this.epoch, this.sentTo + 1, slots, this.name.city)) {
      this.clearTo = frame.to;
      if (!frame.isEmpty) this.deliver('frame', frame);
    }
  }

  /** After `idleMs` without a frame, a head. */
  headIfIdle(now: number, idleMs: number): void {
    if (now - this.sentAt >= idleMs)
      this.deliver('head', headText(this.epoch, this.sentTo + 1, this.clearTo));
  }

  /** Readers who were passed over get what they missed, a part at a time, as far as they take it. */
  catchUpLate(ring: Ring): void {
    for (const seat of this.late) this.catchUp(seat, ring);
  }

  tellBehind(): void {
    for (const { reader } of this.seats) reader.behind(this.name);
  }

  /** Sends everybody to follow anew, and empties the room. */
  resync(why: SnapshotReason): void {
    const seats = [...this.seats];
    this.seats.clear();
    this.late.clear();
    for (const { reader } of seats) reader.resync(this.name, why);
  }

  private deliver(kind: 'frame' | 'head', frame: FrameText): void {
    const outgoing = new Outgoing(kind, frame, this.name, this.epoch);
    this.sentTo = Math.max(this.sentTo, frame.to);
    this.sentAt = Date.now();
    let sent = 0;
    let passedOver = 0;
    for (const seat of this.seats) {
      const outcome = seat.offer(outgoing);
      if (outcome === 'sent') sent += 1;
      else if (outcome === 'passed_over') {
        passedOver += 1;
        this.late.add(seat);
      }
    }
    const { counts } = this.metrics;
    counts.framesBuilt += 1;
    counts.framesSent += sent;
    counts.frameBytes += sent * outgoing.bytes;
    counts.framesPassedOver += passedOver;
    if (kind === 'frame') this.measure(frame);
  }

  private measure({ events, first }: FrameText): void {
    const { updatesPerFrame, commitToSend } = this.metrics;
    updatesPerFrame.observe(events);
    const committedAt = this.commits.of(first);
    // of two machines' clocks either may be ahead
    if (committedAt !== undefined) commitToSend.observe(Math.max(0, Date.now() - committedAt) / 1_000);
  }

  private catchUp(seat: Seat, ring: Ring): void {
    this.late.add(seat);
    if (!seat.canTakeMore) return;
    const slots = ring.after(seat.cursor);
    if (slots === null) {
      this.leave(seat);
      seat.reader.resync(this.name, 'too_old');
      return;
    }
    for (const frame of framesOf(this.epoch, seat.cursor + 1, slots, this.name.city)) {
      if (!seat.canTakeMore) return;
      const outgoing = new Outgoing('frame', frame, this.name, this.epoch);
      seat.hand(outgoing);
      this.metrics.counts.framesSent += 1;
      this.metrics.counts.frameBytes += outgoing.bytes;
    }
    this.late.delete(seat);
  }
}
