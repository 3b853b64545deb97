import type { RoomName, SnapshotReason } from '#contract/follow';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { Reader } from '../reader/reader.js';
import type { Slot } from '../source/slot.js';
import type { Ring as Rung } from '#live/doorbell';
import { CommitTimes } from './commit-times.js';
import type { Ring } from './ring.js';
import { Room } from './room.js';
import { Seat } from './seat.js';

/** Sent at once when idle; under load events are gathered this long. */
const TICK_MS = 40;
/** The ring must not forget what no room has seen. */
const MOST_UNFLUSHED = { slots: 128, bytes: 1024 * 1024 };
const HEAD_MS = 10_000;

/** The rooms of one story in one epoch, and the tick that they share. */
export class Rooms {
  private readonly rooms = new Map<string | undefined, Room>();
  private readonly commits = new CommitTimes();
  private flushedAt = 0;
  private unflushed = { slots: 0, bytes: 0 };
  /** Takes back the flush that is to come. */
  private unplan: (() => void) | undefined;

  constructor(
    private readonly story: string,
    private readonly epoch: string,
    private readonly ring: Ring,
    private readonly metrics: GatewayMetrics,
  ) {}

  get isEmpty(): boolean {
    return this.rooms.size === 0;
  }

  /** How many readers, each once in however many rooms. */
  get size(): number {
    const [room, ...more] = this.rooms.values();
    if (!room || more.length === 0) return room?.size ?? 0;
    return new Set([room, ...more].flatMap((one) => [...one.readers])).size;
  }

  join(reader: Reader, city: string | undefined, cursor: number): Seat {
    const seat = new Seat(reader, cursor);
    const room = this.rooms.get(city) ?? this.open(city);
    room.join(seat, this.ring);
    return seat;
  }

  leave(city: string | undefined, seat: Seat): void {
    const room = this.rooms.get(city);
    room?.leave(seat);
    if (room?.isEmpty) this.rooms.delete(city);
  }

  /** A doorbell tells when events were committed, whichever way they come. */
  rung(rung: Rung): void {
    this.commits.note(rung);
  }

  /** The ring took one more event. */
  pushed(slot: Slot): void {
    this.unflushed.slots += 1;
    this.unflushed.bytes += slot.bytes;
    const { slots, bytes } = this.unflushed;
    if (slots >= MOST_UNFLUSHED.slots || bytes >= MOST_UNFLUSHED.bytes) this.flush();
    // At the earliest in the next turn, so that the events of one reading share a frame.
    else this.unplan ??= plan(this.flushedAt + TICK_MS - Date.now(), () => this.flush());
  }

  sendHeads(now: number, atOnce: boolean): void {
    for (const room of this.rooms.values()) room.headIfIdle(now, atOnce ? 0 : HEAD_MS);
  }

  catchUpLate(): void {
    for (const room of this.rooms.values()) room.catchUpLate(this.ring);
  }

  tellBehind(): void {
    for (const room of this.rooms.values()) room.tellBehind();
  }

  /** Everybody follows anew. */
  close(why: SnapshotReason): void {
    this.unplan?.();
    const rooms = [...this.rooms.values()];
    this.rooms.clear();
    for (const room of rooms) room.resync(why);
  }

  private open(city: string | undefined): Room {
    const name: RoomName = city === undefined ? { story: this.story } : { story: this.story, city };
    const room = new Room(name, this.epoch, this.ring.top, this.metrics, this.commits);
    this.rooms.set(city, room);
    return room;
  }

  private flush(): void {
    this.unplan?.();
    this.unplan = undefined;
    this.unflushed = { slots: 0, bytes: 0 };
    for (const room of this.rooms.values()) room.flush(this.ring);
    this.flushedAt = Date.now(); // afterwards: sending to many takes long itself, and others need the processor too
  }
}

/** Without waiting when there is nothing to wait for: the shortest timer is a millisecond. Returns how to take it back. */
function plan(ms: number, work: () => void): () => void {
  if (ms > 0) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  }
  const next = setImmediate(work);
  return () => clearImmediate(next);
}
