import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FollowRequest } from '#contract/follow';
import { problemDocument } from '#contract/problems';
import type { Action } from '#domain/story/policy';
import { positionOf, roomName } from '../follow/follow-request.js';
import type { Follows } from '../follow/follows.js';
import type { Readers } from '../reader/readers.js';
import { problemOf } from '../socket/problem-of.js';
import { refuse } from './refuse.js';
import { Claims } from './claims.js';
import { SseStream } from './sse-stream.js';
import { itsTurn, takeOver } from './take-over.js';

const PATH = /^\/v1\/stories\/([^/?]+)\/stream(?:\?(.*))?$/;
const METHODS = 'GET, HEAD, OPTIONS';
/** Its row of the policy table. */
export const STREAM_ACTION = 'story.follow' satisfies Action;

/**
 * `GET /v1/stories/{story}/stream[?city=]`: events `snapshot`, `frame`, `head` with `id: epoch:seq`. `Last-Event-ID`, or
 * `?lastEventId=`, resumes. Answered before the web framework sees it: who comes back in a storm should cost little.
 */
export class Streams {
  private readonly claims = new Claims();

  constructor(
    private readonly follows: Follows,
    private readonly readers: Readers,
    private readonly compression: boolean,
  ) {}

  /** Those that are still to be answered count too: however slow answers are, no more come in. */
  get size(): number {
    return this.claims.size;
  }

  /** Whether a connection carries a stream, or will: nobody well-behaved asks for anything else there. */
  hold(socket: Socket): boolean {
    return this.claims.has(socket);
  }

  takes({ url = '' }: IncomingMessage): boolean {
    return PATH.test(url);
  }

  /** Answers with the missed events or a snapshot and stays, or with a problem document and its status. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'HEAD') return this.answerHead(request, response);
    if (request.method !== 'GET') return withoutStream(request, response);
    this.claims.add(request.socket);
    try {
      const asked = requested(request);
      await itsTurn(response);
      const answer = await this.follows.answer(asked);
      const socket = takeOver(response);
      if (!socket) return; // gone
      const { story, city } = asked;
      const room = city === undefined ? { story } : { story, city };
      const deflates = this.compression && takesGzip(request);
      new SseStream(room, this.follows, this.readers, socket, deflates).begin(answer, socket);
    } catch (error) {
      this.claims.release(request.socket);
      refuse(response, problemOf(error));
    }
  }

  /** Whether there is such a stream, and nothing of it. */
  private async answerHead(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.follows.feedOf(requested(request));
      const type = 'text/event-stream; charset=utf-8';
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end();
    } catch (error) {
      refuse(response, problemOf(error));
    }
  }
}

function requested({ url = '', headers }: IncomingMessage): FollowRequest {
  const [, story = '', search = ''] = PATH.exec(url) ?? [];
  const query = new URLSearchParams(search);
  const [city, ...more] = query.getAll('city');
  const room = roomName({
    story: decoded(story),
    city: more.length > 0 ? [city, ...more] : city || undefined,
  });
  // A browser sends the header when it reconnects; a page that holds a position can only say it in the address.
  const said = headers['last-event-id'] ?? query.get('lastEventId');
  const position = positionOf(typeof said === 'string' ? said : '');
  return position === undefined ? room : { ...room, position };
}

function takesGzip({ headers }: IncomingMessage): boolean {
  const asked = String(headers['accept-encoding'] ?? '').split(',');
  return asked.some((coding) => /^\s*gzip\s*(;\s*q=(1|0\.0*[1-9]).*)?$/.test(coding));
}

/** A broken escape is no name either. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function withoutStream({ method }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('allow', METHODS);
  if (method === 'OPTIONS') return void response.writeHead(204).end();
  refuse(response, problemDocument('method_not_allowed'));
}
