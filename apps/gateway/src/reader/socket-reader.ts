import type { Moving, Resync, RoomName, SnapshotReason } from '#contract/follow';
import { LIMITS } from '#contract/limits';
import { problemDocument } from '#contract/problems';
import type { Outgoing } from '../feed/outgoing.js';
import type { Line } from '../line/line.js';
import { eventPacket } from '../socket/packet.js';
import type { GatewayMetrics, Transport } from '../gateway-metrics.js';
import type { CutCode, Reader } from './reader.js';

/** A client that does not know `resync` is closed after so long: stock clients then connect and follow anew. */
const FOLLOW_AGAIN_MS = 10_000;

/** A reader on one namespace of a socket.io connection. */
export class SocketReader implements Reader {
  /** Rooms that the reader was told to follow again and has not yet. */
  private awaited: { readonly room: RoomName; readonly timer: NodeJS.Timeout }[] | undefined;

  constructor(
    private readonly line: Line,
    private readonly namespace: string,
    private readonly metrics: GatewayMetrics,
  ) {}

  get isClosed(): boolean {
    return !this.line.isOpen;
  }

  get transport(): Transport {
    return this.line.transport;
  }

  get unsent(): number {
    return this.line.unsent;
  }

  get taken(): number {
    return this.line.taken;
  }

  get isAnswering(): boolean {
    return this.line.isAnswering;
  }

  /**
   * So much waits for it, earlier answers included, that it gets no further one before it took that. Not as little as
   * frames are held back for: several stories followed at once by polling wait for the next poll together.
   */
  get isFull(): boolean {
    return this.line.waiting > LIMITS.readerCutBytes;
  }

  send(frame: Outgoing): void {
    this.line.hand(frame.forSocket(this.namespace));
  }

  resync(room: RoomName, why: SnapshotReason): void {
    if (this.isClosed) return;
    this.metrics.by.resyncs[why] += 1;
    this.tell('resync', { ...room, why } satisfies Resync);
    this.heard(room);
    this.awaited = [
      ...(this.awaited ?? []),
      { room, timer: setTimeout(() => this.line.close('not_followed_again'), FOLLOW_AGAIN_MS) },
    ];
  }

  /** The reader follows or unfollows the room: it is not stranded there. */
  heard(room: RoomName): void {
    for (const { timer } of this.awaited?.filter((one) => isSameRoom(one.room, room)) ?? [])
      clearTimeout(timer);
    this.awaited = this.awaited?.filter((one) => !isSameRoom(one.room, room));
  }

  gone(): void {
    for (const { timer } of this.awaited ?? []) clearTimeout(timer);
    this.awaited = undefined;
  }

  behind(room: RoomName): void {
    this.tell('behind', room);
  }

  cut(code: CutCode): void {
    if (this.isClosed) return;
    this.tell('problem', problemDocument(code));
    this.line.close(code);
  }

  move(afterMs: number): void {
    this.tell('moving', { afterMs } satisfies Moving);
    this.line.close('moving');
  }

  checkProgress(now: number): void {
    if (this.line.isStalled(now)) this.cut('reader_too_slow');
  }

  private tell(event: string, payload: unknown): void {
    this.line.say(eventPacket(this.namespace, event, payload));
  }
}

export const isSameRoom = (a: RoomName, b: RoomName): boolean => a.story === b.story && a.city === b.city;
