import http from 'node:http';
import { createParser } from 'eventsource-parser';
import type { Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';

const RETRY_MS = 3_000;

/** Follows as a browser's EventSource does: keeps the last id and nothing else, and comes back when it was told to. */
export class NativeStream {
  /** The seq of each event it was told, in the order it was. */
  readonly seqs: number[] = [];
  /** Positions of the whole stories it was given. */
  readonly wholes: number[] = [];
  private request: http.ClientRequest | undefined;
  private timer: NodeJS.Timeout | undefined;
  private lastId = '';
  private retryMs = RETRY_MS;
  private isClosed = false;

  constructor(private readonly address: string) {
    this.open();
  }

  /** Where it is. */
  get seq(): number {
    return Number(this.lastId.slice(this.lastId.lastIndexOf(':') + 1));
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.request?.destroy();
  }

  private open(): void {
    const headers = { accept: 'text/event-stream', ...(this.lastId && { 'last-event-id': this.lastId }) };
    this.request = http.get(this.address, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) this.close();
      const parser = createParser({
        onEvent: ({ event, id, data }) => this.take(event, id, data),
        onRetry: (ms) => {
          this.retryMs = ms;
        },
      });
      response.setEncoding('utf8').on('data', (part: string) => parser.feed(part));
      response.on('error', () => undefined); // `close` follows
      response.on('close', () => this.comeBack());
    });
    this.request.on('error', () => this.comeBack());
  }

  /** A frame may begin before where it is: the first after a resume does. */
  private take(event: string | undefined, id: string | undefined, data: string): void {
    const have = this.seq;
    if (event === 'snapshot') this.wholes.push((JSON.parse(data) as Snapshot).position.seq);
    if (event === 'frame')
      for (const { seq } of (JSON.parse(data) as Frame).events) if (seq > have) this.seqs.push(seq);
    if (id) this.lastId = id;
  }

  private comeBack(): void {
    clearTimeout(this.timer);
    if (!this.isClosed) this.timer = setTimeout(() => this.open(), this.retryMs);
  }
}
