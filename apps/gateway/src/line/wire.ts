import type { Socket } from 'node:net';

const STALL_MS = 10_000;

/**
 * A TCP socket, and what the network took of what was written to it. Nothing is kept per write: what is on its way is
 * the socket's own count, and an answer ends where the count of bytes stood when it was written.
 */
export class Wire {
  private answerEnd = 0;
  private lastTaken = 0;
  private progressAt = 0;

  constructor(readonly socket: Socket) {}

  /** Bytes of frames that the network has not accepted; a snapshot or resume on its way does not count. */
  get unsent(): number {
    const { writableLength } = this.socket;
    return writableLength === 0 ? 0 : writableLength - this.answerLeft(writableLength);
  }

  /** Bytes that the network has not accepted, answers included. */
  get waiting(): number {
    return this.socket.writableLength;
  }

  /**
   * Ends the connection, and with it what the kernel holds for it: up to 4 MB that a reader who takes nothing would
   * otherwise be kept for minutes, without hearing that it was ended.
   */
  reset(): void {
    if (!this.socket.destroyed) this.socket.resetAndDestroy();
  }

  /** A snapshot or resume is still on its way. */
  get isAnswering(): boolean {
    const { writableLength } = this.socket;
    return writableLength > 0 && this.answerLeft(writableLength) > 0;
  }

  /** Bytes that the network has accepted. */
  get taken(): number {
    return acceptedBytes(this.socket);
  }

  /** What was written last is an answer. */
  answered(): void {
    this.answerEnd = this.socket.bytesWritten;
  }

  /** Whether the network took nothing for ten seconds although there was something to take. To be asked every second. */
  isStalled(now: number): boolean {
    if (this.socket.writableLength === 0) {
      this.progressAt = now;
      return false;
    }
    const { taken } = this;
    if (taken !== this.lastTaken) this.progressAt = now;
    this.lastTaken = taken;
    return now - this.progressAt > STALL_MS;
  }

  private answerLeft(pending: number): number {
    return Math.max(0, Math.min(pending, this.answerEnd - (this.socket.bytesWritten - pending)));
  }
}

/**
 * Bytes that the kernel took. `bytesWritten` also counts what waits in the process, and a large chunk counts as
 * waiting until its last byte is gone, so libuv's own queue is looked at: a snapshot on a slow line is progress.
 */
function acceptedBytes(socket: Socket): number {
  const inner = socket as unknown as {
    _bytesDispatched?: number;
    _handle?: { writeQueueSize?: number } | null;
  };
  if (typeof inner._bytesDispatched !== 'number') return socket.bytesWritten - socket.writableLength;
  return inner._bytesDispatched - (inner._handle?.writeQueueSize ?? 0);
}
