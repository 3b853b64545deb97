import type { ServerResponse } from 'node:http';
import type { FollowRequest, RoomName } from '#contract/follow';
import type { ProblemDocument } from '#contract/problems';
import type { Seat } from '../feed/seat.js';
import type { StoryFeed } from '../feed/story-feed.js';
import type { EncodedAnswer, Follows } from '../follow/follows.js';
import type { Readers } from '../reader/readers.js';
import { SseReader } from '../reader/sse-reader.js';
import { problemOf } from '../socket/answered.js';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};
const RETRY_MS = { least: 1_000, spread: 2_000 };

/** One SSE stream, from the first answer until the reader leaves. */
export class SseStream {
  private readonly reader: SseReader;
  private taken: { readonly feed: StoryFeed; readonly seat: Seat } | undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly room: RoomName,
    private readonly follows: Follows,
    private readonly readers: Readers,
  ) {
    this.reader = new SseReader(response, readers.metrics, () => void this.startAnew());
  }

  /** Answers with the missed events or a snapshot, or with a problem document and its status. */
  async start(request: FollowRequest): Promise<void> {
    try {
      const answer = await this.follows.answer(request);
      if (this.response.closed) return;
      this.response.writeHead(200, HEADERS);
      if (this.response.req.method === 'HEAD') return void this.response.end();
      this.response.write(`retry: ${RETRY_MS.least + Math.floor(Math.random() * RETRY_MS.spread)}\n\n`);
      this.readers.add(this.reader);
      this.response.once('close', () => this.leave());
      this.go(answer);
    } catch (error) {
      refuse(this.response, problemOf(error));
    }
  }

  private go(answer: EncodedAnswer): void {
    const { epoch, seq } = answer.position;
    const id = `${epoch}:${seq}`;
    if (answer.mode === 'resume') this.reader.answer('frame', answer.frame.text, id);
    else this.reader.answer('snapshot', answer.snapshot.text, id);
    const seat = answer.feed.join(this.reader, this.room.city, answer.position);
    if (seat) this.taken = { feed: answer.feed, seat };
    else void this.startAnew();
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

export function refuse(response: ServerResponse, problem: ProblemDocument): void {
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    ...(problem.status === 503 ? { 'retry-after': '1' } : {}),
  });
  response.end(JSON.stringify(problem));
}
