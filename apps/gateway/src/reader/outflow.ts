import type { Socket } from 'node:net';

const STALL_MS = 10_000;

/** Accounts for what one reader was handed and what the network took of it. Bytes. */
export class Outflow {
  unsent = 0;
  private handed = 0;
  private accepted = 0;
  /** Frames handed before the last answer; once more than these were accepted, the answer was too. */
  private beforeAnswer = -1;
  private lastTaken = '';
  private progressAt = Date.now();

  get isAnswering(): boolean {
    return this.beforeAnswer >= 0;
  }

  frameHanded(bytes: number): void {
    if (this.unsent === 0) this.progressAt = Date.now();
    this.unsent += bytes;
    this.handed += 1;
  }

  frameAccepted(bytes: number): void {
    this.unsent -= bytes;
    this.accepted += 1;
    if (this.accepted > this.beforeAnswer) this.beforeAnswer = -1;
  }

  answerHanded(): void {
    this.beforeAnswer = this.handed;
    this.progressAt = Date.now();
  }

  /** Everything handed over has left. */
  drained(): void {
    this.beforeAnswer = -1;
  }

  /** Whether the network took nothing for ten seconds although there was something to take. */
  isStalled(wire: Socket | undefined, now: number): boolean {
    const taken = `${this.accepted}:${wire === undefined ? 0 : acceptedBytes(wire)}`;
    const waits = this.unsent > 0 || this.isAnswering;
    if (!waits || taken !== this.lastTaken) this.progressAt = now;
    this.lastTaken = taken;
    return now - this.progressAt > STALL_MS;
  }
}

/**
 * Bytes that the kernel took. `bytesWritten` also counts what waits in the process, and a large chunk counts as
 * waiting until its last byte is gone, so libuv's own queue is looked at: a snapshot on a slow line is progress.
 */
function acceptedBytes(wire: Socket): number {
  const inner = wire as unknown as {
    _bytesDispatched?: number;
    _handle?: { writeQueueSize?: number } | null;
  };
  if (typeof inner._bytesDispatched !== 'number') return wire.bytesWritten - wire.writableLength;
  return inner._bytesDispatched - (inner._handle?.writeQueueSize ?? 0);
}
