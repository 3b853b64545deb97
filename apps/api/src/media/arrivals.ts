import type { Readable } from 'node:stream';
import { LIMITS } from '#contract/limits';
import { CodedError } from '#contract/problems';

/** Each is held in memory, up to 10 MB, until it is taken. */
const AT_ONCE = 24;
/** So that nobody can keep the others out. */
const AT_ONCE_OF_ONE = 6;
const STALLED_AFTER_MS = 15_000;

/** Photos on their way in: from networks of any speed, a bounded number, and none that has stopped coming. */
export class Arrivals {
  private readonly bySender = new Map<string, number>();
  private held = 0;

  /** Reads the whole photo, then does the work. Throws `unavailable`, `too_large`, `request_stalled`. */
  async take<T>(
    sender: string,
    stream: Readable,
    work: (bytes: Buffer) => Promise<T>,
    stalledAfterMs = STALLED_AFTER_MS,
  ): Promise<T> {
    const own = this.bySender.get(sender) ?? 0;
    if (this.held >= AT_ONCE || own >= AT_ONCE_OF_ONE)
      throw new CodedError('unavailable', 'Too many photos are coming in. Send it again in some seconds.');
    this.count(sender, 1);
    try {
      return await work(await readWhole(stream, stalledAfterMs));
    } finally {
      this.count(sender, -1);
    }
  }

  private count(sender: string, by: 1 | -1): void {
    this.held += by;
    const own = (this.bySender.get(sender) ?? 0) + by;
    if (own === 0) this.bySender.delete(sender);
    else this.bySender.set(sender, own);
  }
}

async function readWhole(stream: Readable, stalledAfterMs: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator](); // left open: who stalls gets an answer
  for (;;) {
    const next = await beforeStalled(chunks.next(), stalledAfterMs);
    if (next.done) return Buffer.concat(parts);
    length += next.value.length;
    if (length > LIMITS.photoBytes) {
      stream.destroy();
      throw new CodedError('too_large', 'A photo has at most 10 MB. Send it smaller.');
    }
    parts.push(next.value);
  }
}

async function beforeStalled<T>(next: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    const problem = new CodedError('request_stalled', 'The photo stopped coming in. Send it again.');
    timer = setTimeout(() => reject(problem), ms);
  });
  try {
    return await Promise.race([next, stalled]);
  } finally {
    clearTimeout(timer);
  }
}
