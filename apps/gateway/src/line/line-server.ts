import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket as NetSocket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Server as EngineServer, type Socket as EngineSocket } from 'engine.io';
import { type WebSocket, WebSocketServer } from 'ws';
import { acceptableOffer } from './deflate-offer.js';
import type { EndCause } from '../gateway-metrics.js';
import { EngineLine, WebSocketsBelow } from './engine-line.js';
import { Heartbeats, PING } from './heartbeats.js';
import { inflateLeanly } from './inflater.js';
import type { Line, LineListener } from './line.js';
import { websocketFrame, WINDOW_BITS } from './shared-packet.js';
import { WebSocketLine } from './websocket-line.js';

const PATH = '/socket.io/';
const MOST_BYTES_IN = 64 * 1024;

export interface LineServerOptions {
  /** Engine.IO ids begin with it. */
  readonly name: string | undefined;
  /** Origins that may poll from other hosts. */
  readonly origins: readonly string[];
  readonly compression: boolean;
}

/**
 * Engine.IO 4, the layer below socket.io. Clients that begin with a websocket are lines of our own; those that begin
 * with polling are carried by Engine.IO's server, which knows how to upgrade them.
 */
export class LineServer {
  private readonly heartbeats = new Heartbeats();
  private readonly engine: EngineServer;
  private readonly websockets: WebSocketServer;
  private readonly polled = new Map<string, EngineLine>();
  private readonly direct = new Set<WebSocketLine>();

  constructor(
    private readonly options: LineServerOptions,
    private readonly above: (line: Line) => LineListener,
    private readonly ends: Record<EndCause, number>,
  ) {
    this.engine = new EngineServer({
      ...PING,
      maxHttpBufferSize: MOST_BYTES_IN,
      perMessageDeflate: false,
      wsEngine: WebSocketsBelow,
      httpCompression: false,
      ...(options.origins.length > 0 ? { cors: { origin: [...options.origins] } } : {}),
    });
    this.engine.generateId = () => this.newId();
    this.engine.on('connection', (connection: EngineSocket) => this.polls(connection));
    this.websockets = new WebSocketServer({
      noServer: true,
      autoPong: false, // answered by the line, where they are counted
      clientTracking: false,
      maxPayload: MOST_BYTES_IN,
      perMessageDeflate: options.compression && {
        serverNoContextTakeover: true,
        clientNoContextTakeover: true,
        serverMaxWindowBits: WINDOW_BITS,
      },
    });
  }

  get size(): number {
    return this.polled.size + this.direct.size;
  }

  start(): void {
    this.heartbeats.start();
  }

  /** Whether an http request is meant for lines. */
  takes({ url = '' }: IncomingMessage): boolean {
    return url.startsWith(PATH);
  }

  /** Whether it begins a connection, rather than continuing one. */
  isNew({ url = '' }: IncomingMessage): boolean {
    return !sidOf(url);
  }

  poll(request: IncomingMessage, response: ServerResponse): void {
    const { method, url = '' } = request;
    if (method === 'GET') this.polled.get(sidOf(url) ?? '')?.polledBy(response);
    this.engine.handleRequest(request as never, response);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const isDirect = this.isNew(request) && /[?&]EIO=4(&|$)/.test(request.url ?? '');
    if (this.options.compression) keepAcceptable(request);
    if (isDirect)
      this.websockets.handleUpgrade(request, socket, head, (ws) => this.opens(ws, socket as NetSocket));
    else this.engine.handleUpgrade(request as never, socket, head);
  }

  /** Ends every line, without a word. */
  close(): void {
    this.heartbeats.stop();
    this.engine.close();
    for (const line of this.direct) line.close('moving');
  }

  private opens(ws: WebSocket, socket: NetSocket): void {
    inflateLeanly(ws, MOST_BYTES_IN);
    const open = { sid: this.newId(), upgrades: [], ...PING, maxPayload: MOST_BYTES_IN };
    socket.write(websocketFrame(Buffer.from(`0${JSON.stringify(open)}`)));
    const line = new WebSocketLine(ws, socket, this.heartbeats, this.above, this.ends);
    this.direct.add(line);
    ws.on('close', () => this.direct.delete(line));
  }

  private polls(connection: EngineSocket): void {
    const { id } = connection as unknown as { id: string };
    this.polled.set(id, new EngineLine(connection, this.heartbeats, this.above, this.ends));
    connection.on('close', () => this.polled.delete(id));
  }

  private newId(): string {
    const { name } = this.options;
    return name ? `${name}.${randomUUID()}` : randomUUID();
  }
}

/** As Engine.IO reads it: of several the last. */
function sidOf(url: string): string | undefined {
  const [path = ''] = url.split('#', 1);
  return new URLSearchParams(path.slice(path.indexOf('?') + 1)).getAll('sid').at(-1);
}

/** `ws` refuses a handshake with an offer that it cannot take, where RFC 7692 has it go on without. */
function keepAcceptable({ headers }: IncomingMessage): void {
  headers['sec-websocket-extensions'] = acceptableOffer(headers['sec-websocket-extensions'] ?? '');
}
