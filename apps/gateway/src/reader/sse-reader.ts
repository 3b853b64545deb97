import type { Socket } from 'node:net';
import type { RoomName, SnapshotReason } from '#contract/follow';
import { problemDocument } from '#contract/problems';
import type { Outgoing } from '../feed/outgoing.js';
import type { EndCause, GatewayMetrics } from '../gateway-metrics.js';
import { SharedChunk, sseEvent } from '../line/shared-chunk.js';
import { Wire } from '../line/wire.js';
import type { CutCode, Reader } from './reader.js';

const GRACE_MS = 1_000;

/** A reader on an SSE stream. */
export class SseReader implements Reader {
  readonly transport = 'sse';
  private readonly wire: Wire;
  private isCut = false;

  constructor(
    socket: Socket,
    private readonly deflates: boolean,
    private readonly metrics: GatewayMetrics,
    /** Starts the stream anew, from a snapshot. */
    private readonly startAnew: (why: SnapshotReason) => void,
  ) {
    this.wire = new Wire(socket);
  }

  get isClosed(): boolean {
    return this.isCut || !this.wire.socket.writable; // when the reader ends its half, HTTP ends ours
  }

  get unsent(): number {
    return this.wire.unsent;
  }

  get taken(): number {
    return this.wire.taken;
  }

  get isAnswering(): boolean {
    return this.wire.isAnswering;
  }

  send(frame: Outgoing): void {
    this.write(frame.forSse());
  }

  /** A snapshot or a resume. */
  answer(chunk: SharedChunk): void {
    this.write(chunk);
    this.wire.answered();
  }

  /** A line of the stream that is no event. */
  say(line: string): void {
    this.write(new SharedChunk(Buffer.from(line)));
  }

  resync(_room: RoomName, why: SnapshotReason): void {
    if (this.isClosed) return;
    this.metrics.by.resyncs[why] += 1;
    this.startAnew(why);
  }

  behind(room: RoomName): void {
    this.write(new SharedChunk(sseEvent('behind', JSON.stringify(room))));
  }

  cut(code: CutCode): void {
    this.end(sseEvent('problem', JSON.stringify(problemDocument(code))), code);
  }

  move(afterMs: number): void {
    this.end(Buffer.from(`retry: ${afterMs}\n\n`), 'moving');
  }

  checkProgress(now: number): void {
    if (this.wire.isStalled(now)) this.cut('reader_too_slow');
  }

  private write(chunk: SharedChunk): void {
    if (!this.isClosed) this.wire.socket.write(chunk.bytes(this.deflates));
  }

  private end(last: Buffer, cause: EndCause): void {
    const { wire } = this;
    const { socket } = wire;
    if (this.isCut || socket.destroyed) return;
    this.metrics.by.terminations[cause] += 1;
    this.write(new SharedChunk(last));
    this.isCut = true;
    socket.end();
    setTimeout(() => wire.reset(), GRACE_MS).unref();
  }
}
