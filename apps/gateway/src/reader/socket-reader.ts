import type { Socket } from 'socket.io';
import type { Moving, Resync, RoomName, SnapshotReason } from '#contract/follow';
import { type ProblemCode, problemDocument } from '#contract/problems';
import type { Outgoing } from '../feed/outgoing.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { Connections } from '../socket/connections.js';
import { Outflow } from './outflow.js';
import type { Reader } from './reader.js';

/** A client that does not know `resync` is closed after so long: stock clients then connect and follow anew. */
const FOLLOW_AGAIN_MS = 10_000;

/** A reader on one namespace of a socket.io connection, by websocket or by polling. */
export class SocketReader implements Reader {
  private readonly flow = new Outflow();
  private isCut = false;
  /** Rooms that the reader was told to follow again and has not yet. */
  private readonly awaited = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly socket: Socket,
    private readonly connections: Connections,
    private readonly metrics: GatewayMetrics,
  ) {}

  get isClosed(): boolean {
    return this.isCut || !this.socket.connected;
  }

  get unsent(): number {
    return this.flow.unsent;
  }

  get isAnswering(): boolean {
    return this.flow.isAnswering;
  }

  /** Goes past socket.io's encoder, straight to the connection: the packet is shared by the whole room. */
  send(frame: Outgoing): void {
    if (this.isClosed) return;
    const { text, options } = frame.forSocket(this.socket.nsp.name);
    this.flow.frameHanded(frame.bytes);
    this.socket.conn.write(text, options, () => this.flow.frameAccepted(frame.bytes));
  }

  answered(): void {
    this.flow.answerHanded();
  }

  resync(room: RoomName, why: SnapshotReason): void {
    if (this.isClosed) return;
    this.socket.emit('resync', { ...room, why } satisfies Resync);
    this.heard(room);
    this.awaited.set(
      roomKey(room),
      setTimeout(() => this.leave(), FOLLOW_AGAIN_MS),
    );
  }

  /** The reader follows or unfollows the room: it is not stranded there. */
  heard(room: RoomName): void {
    const key = roomKey(room);
    clearTimeout(this.awaited.get(key));
    this.awaited.delete(key);
  }

  gone(): void {
    for (const timer of this.awaited.values()) clearTimeout(timer);
    this.awaited.clear();
  }

  behind(room: RoomName): void {
    this.socket.emit('behind', room);
  }

  cut(code: ProblemCode): void {
    if (this.isClosed) return;
    this.isCut = true;
    this.metrics.counts.readersCut += 1;
    this.connections.cut(this.socket.conn, problemDocument(code));
  }

  move(afterMs: number): void {
    this.socket.emit('moving', { afterMs } satisfies Moving);
    this.leave();
  }

  checkProgress(now: number): void {
    const { conn } = this.socket;
    if (conn.transport.writable && this.flow.unsent === 0) this.flow.drained();
    if (this.flow.isStalled(this.connections.wire(conn), now)) this.cut('reader_too_slow');
  }

  private leave(): void {
    this.isCut = true;
    this.connections.close(this.socket.conn);
  }
}

export function roomKey({ story, city }: RoomName): string {
  return JSON.stringify(city === undefined ? [story] : [story, city]);
}
