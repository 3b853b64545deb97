import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { PROBLEMS, type ProblemCode, problemDocument } from '#contract/problems';
import type { DeskSessions } from '../desk/desk-sessions.js';
import { listenForPosts } from '../desk/desk-posts.js';
import type { Follows } from '../follow/follows.js';
import type { GatewayConfig } from '../gateway-config.js';
import type { Reader } from '../reader/reader.js';
import type { Readers } from '../reader/readers.js';
import { SocketReader } from '../reader/socket-reader.js';
import type { ApiClient } from '../source/api-client.js';
import { problemOf } from './answered.js';
import { Connections } from './connections.js';
import { takeEncodedJson } from './encoded-json.js';
import { Followings } from './followings.js';
import { mayConnect } from './origin.js';

const MOST_BYTES_IN = 64 * 1024;
/**
 * A stock client whose line broke without a word, or in the middle of its upgrade to websocket, knows only by the ping
 * that does not come: after 20 s instead of the 45 s of the defaults.
 */
const PING = { pingInterval: 10_000, pingTimeout: 10_000 };

/** The socket.io server: `/live` for readers, `/desk` for those who are signed in. */
export class SocketServer {
  private io: Server | undefined;
  private isDraining = false;
  /** Called with everybody who comes to the desk. */
  onDesk: (reader: Reader, socket: Socket) => void = () => undefined;

  constructor(
    private readonly config: GatewayConfig,
    private readonly follows: Follows,
    private readonly readers: Readers,
    private readonly sessions: DeskSessions,
    private readonly api: ApiClient,
  ) {}

  attach(http: HttpServer): void {
    const origin = [...this.config.allowedOrigins];
    const io = new Server({
      path: '/socket.io',
      serveClient: false,
      ...PING,
      maxHttpBufferSize: MOST_BYTES_IN,
      perMessageDeflate: false,
      httpCompression: false,
      cors: origin.length === 0 ? undefined : { origin },
      allowRequest: (request, allow) => {
        const refusal = this.refusal(request);
        if (refusal) this.readers.metrics.counts.refused += 1;
        allow(refusal && PROBLEMS[refusal].title, refusal === null);
      },
    });
    takeEncodedJson(io);
    io.attach(http);
    const { name } = this.config;
    if (name) io.engine.generateId = () => `${name}.${randomUUID()}`;
    const connections = new Connections(io);
    connections.watch();
    io.of('/live').on('connection', (socket) => this.welcome(socket, connections));
    const desk = io.of('/desk');
    desk.use((socket, next) => this.admit(socket, next));
    desk.on('connection', (socket) => this.welcomeToDesk(socket, connections));
    this.io = io;
  }

  /** Refuses newcomers from now on. */
  drain(): void {
    this.isDraining = true;
  }

  /** Ends every connection. The http server stays its owner's. */
  close(): void {
    this.io?.engine.close();
  }

  private refusal(request: IncomingMessage): ProblemCode | null {
    if (this.isDraining) return 'unavailable';
    return mayConnect(request, this.config.allowedOrigins) ? null : 'origin_not_allowed';
  }

  private welcome(socket: Socket, connections: Connections): Reader {
    const reader = new SocketReader(socket, connections, this.readers.metrics);
    this.readers.add(reader);
    socket.on('disconnect', () => this.readers.remove(reader));
    new Followings(reader, this.follows).listen(socket);
    return reader;
  }

  /** Never throws and never rejects: what it is given may be any JSON, and nobody would catch it. */
  private admit(socket: Socket, next: (error?: Error) => void): void {
    const { token } = socket.handshake.auth as { token?: unknown };
    this.sessions.signIn(token).then(
      () => next(),
      (error: unknown) => {
        const problem = problemOf(error);
        next(Object.assign(new Error(problem.title), { data: problem }));
      },
    );
  }

  private welcomeToDesk(socket: Socket, connections: Connections): void {
    const { token } = socket.handshake.auth as { token: string };
    this.onDesk(this.welcome(socket, connections), socket);
    connections.raiseForDesk(socket.conn);
    const release = this.sessions.hold(token, (code) => connections.cut(socket.conn, problemDocument(code)));
    socket.on('disconnect', release);
    listenForPosts(socket, token, this.api);
  }
}
