import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { FollowAnswer, FollowRequest, Frame } from '#contract/follow';
import type { Position, Snapshot } from '#contract/snapshot';

interface Follower {
  readonly say: Say;
  cut(): void;
  move(afterMs: number): void;
}
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
type Say = (event: string, data: object) => void;

/** A gateway in small: real HTTP, SSE and socket.io; what it answers and sends is the test's to say. */
export class SmallGateway {
  /** Where followers asked to begin, in order; null: from nothing. */
  readonly asked: (Position | null)[] = [];
  answer: (position: Position | undefined) => FollowAnswer;
  refusal: { readonly status: number; readonly body: object; readonly retryAfter?: number } | null = null;
  /** Refuses a stream as EventSources are refused: on the stream, with so many milliseconds to wait. */
  refusesOnStream: { readonly retryMs: number; readonly problem: object } | null = null;
  fetched = 0;
  /** Requests that `refusal` answered. */
  refused = 0;
  /** What else is served here, by path. */
  files: (path: string) => { readonly type: string; readonly body: string | Buffer } | null = () => null;
  private readonly followers = new Map<object, Follower>();
  private readonly http = createServer((request, response) => this.serve(request, response));
  private readonly io = new Server(this.http, { allowEIO3: false });

  constructor(public snapshot: Snapshot) {
    this.answer = (position) =>
      position ? this.resume(position) : { mode: 'snapshot', why: 'new', snapshot: this.snapshot };
    this.io.of('/live').on('connection', (socket) => {
      const say: Say = (event, data) => socket.emit(event, data);
      socket.on('follow', (request: FollowRequest, ack: (answer: FollowAnswer) => void) => {
        const cut = () => socket.conn.close();
        const move = (afterMs: number) => {
          say('moving', { afterMs });
          cut();
        };
        this.followers.set(socket, { say, cut, move });
        ack(this.answerTo(request.position));
      });
      socket.on('disconnect', () => this.followers.delete(socket));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }
  get readers(): number {
    return this.followers.size;
  }

  async open(port = 0): Promise<void> {
    this.http.listen(port, '127.0.0.1');
    await once(this.http, 'listening');
  }
  async close(): Promise<void> {
    this.cut();
    this.http.closeAllConnections();
    await this.io.close();
  }
  send(frame: Frame): void {
    this.say(frame.events.length > 0 || frame.totals ? 'frame' : 'head', frame);
  }
  say(event: string, data: object): void {
    for (const { say } of this.followers.values()) say(event, data);
  }
  /** Ends every connection as a gateway does that stops. */
  move(afterMs: number): void {
    for (const { move } of [...this.followers.values()]) move(afterMs);
    this.followers.clear();
  }
  cut(): void {
    for (const { cut } of [...this.followers.values()]) cut();
    this.followers.clear();
  }

  /** Everything from the position on, from the frames of `missed`. */
  missed: readonly Frame[] = [];
  private resume({ epoch, seq }: Position): FollowAnswer {
    const frames = this.missed.filter((frame) => frame.to > seq);
    const events = frames.flatMap((frame) => frame.events).filter((event) => event.seq > seq);
    const to = frames.at(-1)?.to ?? seq;
    return { mode: 'resume', frame: { epoch, from: seq + 1, to, events } };
  }

  private answerTo(position: Position | undefined): FollowAnswer {
    this.asked.push(position ?? null);
    return this.answer(position);
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.url?.startsWith('/socket.io')) return;
    const file = this.files(request.url ?? '');
    if (file) {
      response.writeHead(200, { 'content-type': file.type, 'content-security-policy': STRICT });
      response.end(file.body);
      return;
    }
    if (this.refusal) {
      this.refused += 1;
      const { status, body, retryAfter } = this.refusal;
      if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify(body));
    } else if (request.url?.includes('/stream')) this.stream(request, response);
    else {
      this.fetched += 1;
      response.end(JSON.stringify(this.snapshot));
    }
  }

  private stream(request: IncomingMessage, response: ServerResponse): void {
    const say: Say = (event, data) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const move = (afterMs: number) => response.end(`retry: ${afterMs}\n\n`);
    this.followers.set(response, { say, cut: () => response.destroy(), move });
    response.on('close', () => this.followers.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (this.refusesOnStream) {
      const { retryMs, problem } = this.refusesOnStream;
      this.asked.push(null);
      response.end(`retry: ${retryMs}\nevent: problem\ndata: ${JSON.stringify(problem)}\n\n`);
      return;
    }
    const id = request.headers['last-event-id'];
    const [epoch, seq] = typeof id === 'string' ? id.split(':') : [];
    const answer = this.answerTo(epoch === undefined ? undefined : { epoch, seq: Number(seq) });
    response.write('retry: 5\n\n');
    if (answer.mode === 'snapshot') say('snapshot', answer.snapshot);
    else say('frame', answer.frame);
  }
}
