import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { CodedError, PROBLEMS, problemDocument } from '#contract/problems';
import type { StoryBook } from './story-book.js';

export interface DeskSession {
  readonly name: string;
  readonly role?: string;
  readonly expiresAt: string | null;
}

/** A small api over books, on a port of its own: the addresses that a gateway asks. */
export class ApiFixture {
  readonly asked: string[] = [];
  readonly books = new Map<string, StoryBook>();
  readonly tokens = new Map<string, DeskSession>();
  /** Bodies of posts as they came. */
  readonly posts: { readonly token: string; readonly body: string }[] = [];
  /** While true every request is answered 503. */
  isAway = false;
  private readonly server = http.createServer((request, response) => void this.answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  add(book: StoryBook): StoryBook {
    this.books.set(book.story, book);
    return book;
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    this.asked.push(`${request.method} ${request.url}`);
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      if (this.isAway) throw new CodedError('unavailable', 'Away.');
      const token = request.headers.authorization?.slice('Bearer '.length);
      send(response, request.method === 'POST' ? 201 : 200, this.found(request.url ?? '', body, token));
    } catch (error) {
      const code = error instanceof CodedError ? error.code : 'internal';
      send(response, PROBLEMS[code].status, problemDocument(code));
    }
  }

  private found(address: string, body: string, token = ''): unknown {
    const { pathname, searchParams } = new URL(address, 'http://api');
    if (pathname === '/v1/session') return this.session(token);
    const [, , , story = '', rest] = pathname.split('/');
    const book = this.books.get(decodeURIComponent(story));
    if (!book) throw new CodedError('story_not_found', 'No such story.');
    if (rest === undefined) return book.snapshot(searchParams.get('city') ?? undefined);
    if (rest === 'events') return book.range(Number(searchParams.get('after')), searchParams.get('epoch'));
    this.session(token);
    this.posts.push({ token, body });
    return {
      id: (JSON.parse(body) as { id: string }).id,
      revision: 1,
      status: 'published',
      epoch: book.epoch,
      seq: 7,
    };
  }

  private session(token: string): DeskSession {
    const session = this.tokens.get(token);
    if (!session) throw new CodedError('not_signed_in', 'Unknown token.');
    return session;
  }
}

function send(response: http.ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
