import type { Socket } from 'socket.io';
import type { Moving, Resync, RoomName, SnapshotReason } from '#contract/follow';
import { type ProblemCode, problemDocument } from '#contract/problems';
import type { Outgoing } from '../feed/outgoing.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { Connections } from '../socket/connections.js';
import { Outflow } from './outflow.js';
import type { Reader } from './reader.js';

/** A reader on one namespace of a socket.io connection, by websocket or by polling. */
export class SocketReader implements Reader {
  private readonly flow = new Outflow();
  private isCut = false;

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
    this.socket.emit('resync', { ...room, why } satisfies Resync);
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
    this.isCut = true;
    this.connections.close(this.socket.conn);
  }

  checkProgress(now: number): void {
    const { conn } = this.socket;
    if (conn.transport.writable && this.flow.unsent === 0) this.flow.drained();
    if (this.flow.isStalled(this.connections.wire(conn), now)) this.cut('reader_too_slow');
  }
}
