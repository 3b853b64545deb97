import type { ServerResponse } from 'node:http';
import type { RoomName, SnapshotReason } from '#contract/follow';
import { type ProblemCode, problemDocument } from '#contract/problems';
import { type Outgoing, sseEvent } from '../feed/outgoing.js';
import type { GatewayMetrics } from '../gateway-metrics.js';
import { Outflow } from './outflow.js';
import type { Reader } from './reader.js';

const GRACE_MS = 1_000;

/** A reader on an SSE stream. */
export class SseReader implements Reader {
  private readonly flow = new Outflow();
  private isCut = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly metrics: GatewayMetrics,
    /** Starts the stream anew, from a snapshot. */
    private readonly startAnew: (why: SnapshotReason) => void,
  ) {}

  get isClosed(): boolean {
    return this.isCut || this.response.closed;
  }

  get unsent(): number {
    return this.flow.unsent;
  }

  get isAnswering(): boolean {
    return this.flow.isAnswering;
  }

  send(frame: Outgoing): void {
    if (this.isClosed) return;
    this.flow.frameHanded(frame.bytes);
    this.response.write(frame.forSse(), () => this.flow.frameAccepted(frame.bytes));
  }

  /** A snapshot or a resume. */
  answer(event: 'snapshot' | 'frame', data: string, id: string): void {
    this.flow.answerHanded();
    this.response.write(sseEvent(event, data, id));
  }

  resync(_room: RoomName, why: SnapshotReason): void {
    if (!this.isClosed) this.startAnew(why);
  }

  behind(room: RoomName): void {
    if (!this.isClosed) this.response.write(sseEvent('behind', JSON.stringify(room)));
  }

  cut(code: ProblemCode): void {
    this.metrics.counts.readersCut += this.isClosed ? 0 : 1;
    this.end(sseEvent('problem', JSON.stringify(problemDocument(code))));
  }

  move(afterMs: number): void {
    this.end(Buffer.from(`retry: ${afterMs}\n\n`));
  }

  checkProgress(now: number): void {
    if (this.response.writableLength === 0 && this.flow.unsent === 0) this.flow.drained();
    if (this.flow.isStalled(this.response.socket ?? undefined, now)) this.cut('reader_too_slow');
  }

  private end(last: Buffer): void {
    if (this.isClosed) return;
    this.isCut = true;
    const { response } = this;
    const { socket } = response;
    response.end(last);
    setTimeout(() => {
      if (!response.writableFinished) socket?.destroy();
    }, GRACE_MS).unref();
  }
}
