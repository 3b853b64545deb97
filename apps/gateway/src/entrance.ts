import {
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import { type ProblemCode, problemDocument } from '#contract/problems';
import { holdsSecret } from '#contract/secret-in-address';
import type { GatewayMetrics, RefusalCause } from './gateway-metrics.js';
import type { Admission } from './line/admission.js';
import type { LineServer } from './line/line-server.js';
import { onWebsocketRequest } from './line/websocket-requests.js';
import { mayConnect } from './socket/origin.js';
import { refuse } from './sse/refuse.js';
import type { Streams } from './sse/streams.js';

interface Refusal {
  readonly code: ProblemCode;
  /** Of a newcomer. */
  readonly cause?: RefusalCause;
  /** Seconds. */
  readonly retryAfter: number;
}

/** Where readers come in: before the web framework, which they would only cost. Everything else is let through to it. */
export class Entrance {
  private isDraining = false;

  constructor(
    private readonly lines: LineServer,
    private readonly streams: Streams,
    private readonly admission: Admission,
    private readonly origins: readonly string[],
    private readonly metrics: GatewayMetrics,
  ) {}

  attach(http: HttpServer): void {
    const others = http.listeners('request') as ((
      request: IncomingMessage,
      response: ServerResponse,
    ) => void)[];
    http.removeAllListeners('request');
    http.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (this.streams.hold(request.socket)) this.interrupts(request);
      else if (this.streams.takes(request)) this.stream(request, response);
      else if (this.lines.takes(request)) this.poll(request, response);
      else for (const other of others) other.call(http, request, response);
    });
    onWebsocketRequest(
      http,
      (request) => this.lines.takes(request),
      (request, socket, head) => this.upgrade(request, socket, head),
    );
  }

  /** Refuses newcomers from now on. */
  drain(): void {
    this.isDraining = true;
  }

  /** A request on a connection that carries a stream. */
  private interrupts({ socket }: IncomingMessage): void {
    this.metrics.by.terminations.protocol_error += 1;
    socket.destroy();
  }

  private stream(request: IncomingMessage, response: ServerResponse): void {
    const refusal = /^(GET|HEAD)$/.test(request.method ?? '') ? this.turnsAway(request) : null;
    if (refusal) this.refuse(response, refusal);
    else void this.streams.answer(request, response);
  }

  private poll(request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.refusal(request);
    if (refusal) this.refuse(response, refusal);
    else this.lines.poll(request, response);
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    if (this.streams.hold(socket)) {
      this.interrupts(request);
      return;
    }
    const refusal = this.refusal(request);
    if (refusal) {
      this.count(refusal);
      refuseUpgrade(socket, refusal);
    } else this.lines.upgrade(request, socket, head);
  }

  private refuse(response: ServerResponse, refusal: Refusal): void {
    this.count(refusal);
    refuse(response, problemDocument(refusal.code), refusal.retryAfter);
  }

  private count({ cause }: Refusal): void {
    if (cause) this.metrics.by.refusals[cause] += 1;
  }

  private refusal(request: IncomingMessage): Refusal | null {
    if (!mayConnect(request, this.origins))
      return { code: 'origin_not_allowed', cause: 'origin', retryAfter: 0 };
    return this.lines.isNew(request) ? this.turnsAway(request) : null;
  }

  private turnsAway({ url = '' }: IncomingMessage): Refusal | null {
    return holdsSecret(url) ? { code: 'malformed', retryAfter: 0 } : this.crowded();
  }

  private crowded(): Refusal | null {
    if (this.isDraining) return { code: 'unavailable', cause: 'draining', retryAfter: 1 };
    const crowded = this.admission.refuses(this.lines.size + this.streams.size);
    return crowded && { code: 'unavailable', ...crowded };
  }
}

function refuseUpgrade(socket: Socket, { code, retryAfter }: Refusal): void {
  const problem = problemDocument(code);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...(retryAfter > 0 ? [`retry-after: ${retryAfter}`] : []),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
