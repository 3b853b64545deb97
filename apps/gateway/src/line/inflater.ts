import { constants, inflateRawSync } from 'node:zlib';
import type { WebSocket } from 'ws';

type Inflated = (error: Error | null, part: Buffer) => void;

/** RFC 7692: these end every message and are not sent. */
const TAIL = Buffer.from([0, 0, 0xff, 0xff]);
/** What readers say has some hundred bytes; Node would take 16 KB for it, and give them back late. */
const SHORT = { finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 1_024 };
const NOTHING = Buffer.alloc(0);
/** No text: `ws` closes with 1007, as for any message that can't be read. */
const UNREADABLE = Buffer.from([0xff]);

/**
 * Inflates what a client sends. Clients take no context over, so nothing is kept between messages, where `ws` keeps an
 * inflater for each: 22 KB of memory, and 600 µs to join with two compressed messages, as browsers do.
 */
class Inflater {
  /** Parts of a message that has not ended. `ws` bounds their bytes. */
  private parts: Buffer[] = [];

  constructor(private readonly mostBytes: number) {}

  /** As `ws` asks of an extension; it must be answered later, never at once. */
  decompress(part: Buffer, isLast: boolean, inflated: Inflated): void {
    this.parts.push(part);
    const message = isLast ? this.inflate(Buffer.concat([...this.parts.splice(0), TAIL])) : NOTHING;
    queueMicrotask(() => inflated(null, message));
  }

  cleanup(): void {
    this.parts = [];
  }

  private inflate(message: Buffer): Buffer {
    try {
      const maxOutputLength = this.mostBytes + 1; // one more is too many, and `ws` says so
      return inflateRawSync(message, { ...SHORT, maxOutputLength });
    } catch (error) {
      const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
      return isTooLong ? Buffer.alloc(this.mostBytes + 1) : UNREADABLE;
    }
  }
}

/** Has what comes over a websocket that negotiated compression inflated by this instead of by `ws`. */
export function inflateLeanly(ws: WebSocket, mostBytes: number): void {
  const { _extensions: extensions } = ws as unknown as { _extensions: Record<string, unknown> };
  for (const name of Object.keys(extensions)) extensions[name] = new Inflater(mostBytes);
}
