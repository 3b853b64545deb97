import http from 'node:http';
import { constants, createGunzip } from 'node:zlib';
import { createParser } from 'eventsource-parser';
import type { Frame } from '#contract/follow';
import type { Snapshot } from '#contract/snapshot';
import { shownAfter } from './hand-spoken.js';
import type { StreamEvent } from './a-stream.js';

/** A reader of an SSE stream over Node's own http, who says which codings it takes and counts bytes. */
export class AnHttpStream {
  readonly events: StreamEvent[] = [];
  readonly retries: number[] = [];
  hasEnded = false;
  /** Why what came could not be read, if so. */
  error: Error | undefined;

  private constructor(
    private readonly request: http.ClientRequest,
    readonly response: http.IncomingMessage,
  ) {}

  static open(address: string, headers: Record<string, string> = {}): Promise<AnHttpStream> {
    return new Promise((resolve, reject) => {
      const request = http.get(address, { headers, agent: false }, (response) => {
        const stream = new AnHttpStream(request, response);
        stream.read();
        resolve(stream);
      });
      request.on('error', reject);
    });
  }

  get encoding(): string | undefined {
    return this.response.headers['content-encoding'];
  }

  /** Bytes off the network, the head's included. */
  get bytes(): number {
    return this.response.socket.bytesRead;
  }

  of(event: string): StreamEvent[] {
    return this.events.filter((each) => each.event === event);
  }

  /** What is on the screen: the snapshot with the frames since. */
  shown(): Snapshot | string {
    const [first] = this.of('snapshot');
    const frames = this.of('frame').map(({ data }) => data as Frame);
    return first ? shownAfter(first.data as Snapshot, frames) : 'no snapshot';
  }

  close(): void {
    this.request.destroy();
  }

  private read(): void {
    const parser = createParser({
      onEvent: ({ event = 'message', id = '', data }) =>
        this.events.push({ event, id, data: JSON.parse(data) as unknown }),
      onRetry: (ms) => this.retries.push(ms),
    });
    const text = new TextDecoder();
    // a stream of events has no end of its own: what came last counts without gzip's trailer
    const unzip = createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
    const body = this.encoding === 'gzip' ? this.response.pipe(unzip) : this.response;
    body.on('data', (part: Buffer) => parser.feed(text.decode(part, { stream: true })));
    body.on('end', () => {
      this.hasEnded = true;
    });
    body.on('error', (error: Error) => {
      this.error = error;
    });
  }
}
