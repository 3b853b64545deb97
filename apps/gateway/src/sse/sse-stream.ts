import type { Socket } from 'node:net';
import type { RoomName } from '#contract/follow';
import type { Seat } from '../feed/seat.js';
import type { StoryFeed } from '../feed/story-feed.js';
import type { EncodedAnswer, Follows } from '../follow/follows.js';
import { GZIP_HEADER } from '../line/shared-chunk.js';
import type { Readers } from '../reader/readers.js';
import { SseReader } from '../reader/sse-reader.js';

const HEADERS = [
  'HTTP/1.1 200 OK',
  'content-type: text/event-stream; charset=utf-8',
  'cache-control: no-cache, no-transform',
  'x-accel-buffering: no',
  'access-control-allow-origin: *',
  'x-content-type-options: nosniff',
  'vary: accept-encoding',
  'connection: close',
].join('\r\n');
const GZIP = 'content-encoding: gzip';
const RETRY_MS = { least: 1_000, spread: 2_000 };

const streamHead = (deflates: boolean): string => `${HEADERS}\r\n${deflates ? `${GZIP}\r\n` : ''}\r\n`;

/** One SSE stream, from the first answer until the reader leaves. */
export class SseStream {
  private readonly reader: SseReader;
  private taken: { readonly feed: StoryFeed; readonly seat: Seat } | undefined;

  constructor(
    private readonly room: RoomName,
    private readonly follows: Follows,
    private readonly readers: Readers,
    socket: Socket,
    deflates: boolean,
  ) {
    this.reader = new SseReader(socket, deflates, readers.metrics, () => void this.startAnew());
    socket.cork(); // the head and the answer leave together
    socket.write(streamHead(deflates));
    if (deflates) socket.write(GZIP_HEADER);
    this.reader.say(`retry: ${RETRY_MS.least + Math.floor(Math.random() * RETRY_MS.spread)}\n\n`);
    readers.add(this.reader);
    socket.once('close', () => this.leave());
  }

  /** Sends the answer; from there on the reader is sent every frame. */
  begin(answer: EncodedAnswer, socket: Socket): void {
    this.go(answer);
    socket.uncork();
  }

  private go({ feed, position, body }: EncodedAnswer): void {
    this.reader.answer(body.forSse());
    const seat = feed.join(this.reader, this.room.city, position);
    if (seat) this.taken = { feed, seat };
    else this.reader.resync(this.room, 'epoch');
  }

  /** Frames cannot go on: the same stream continues from a snapshot. If there is none, the reader comes back later. */
  private async startAnew(): Promise<void> {
    try {
      const answer = await this.follows.answer(this.room);
      if (!this.reader.isClosed) this.go(answer);
    } catch {
      this.reader.cut('unavailable');
    }
  }

  private leave(): void {
    this.readers.remove(this.reader);
    if (this.taken) this.taken.feed.leave(this.room.city, this.taken.seat);
  }
}
