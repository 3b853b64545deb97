import type { IncomingMessage } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import type { Server, Socket } from 'socket.io';
import { type ProblemDocument, problemDocument } from '#contract/problems';
import { InboundBudget } from './inbound-budget.js';

export type Connection = Socket['conn'];

const GRACE_MS = 1_000;
const NAMESPACES = ['/live', '/desk'];

/** Engine.IO connections: the TCP socket below each, what may come in over it, and how it ends. */
export class Connections {
  /** Polling has no socket of its own: the one its last poll came by. */
  private readonly polls = new WeakMap<Connection, NetSocket>();
  private readonly budgets = new WeakMap<Connection, InboundBudget>();

  constructor(private readonly io: Server) {}

  /** Once the server is attached. */
  watch(): void {
    this.io.engine.on('connection', (connection: Connection) => {
      const budget = new InboundBudget();
      this.budgets.set(connection, budget);
      connection.on('packet', (packet: { type: string; data?: unknown }) => {
        if (packet.type === 'message' && !budget.takes(packet.data, Date.now()))
          this.cut(connection, problemDocument('too_many_requests', 'At most 20 events and 64 KB a second.'));
      });
    });
    this.io.engine.on(
      'headers',
      (_headers: unknown, request: IncomingMessage & { _query?: { sid?: string } }) => {
        const sid = request._query?.sid;
        const clients = (this.io.engine as unknown as { clients: Record<string, Connection> }).clients;
        const connection = sid !== undefined && Object.hasOwn(clients, sid) ? clients[sid] : undefined;
        if (connection && request.method === 'GET') this.polls.set(connection, request.socket);
      },
    );
  }

  /** The TCP socket that carries what is sent. */
  wire(connection: Connection): NetSocket | undefined {
    const { socket } = connection.transport as unknown as { socket?: { _socket?: NetSocket | null } };
    return socket?._socket ?? this.polls.get(connection);
  }

  /** The connection files updates too. */
  raiseForDesk(connection: Connection): void {
    this.budgets.get(connection)?.raiseForDesk();
  }

  /** Says why, stops listening, and closes; a second later the TCP connection too, whatever it still holds. */
  cut(connection: Connection, problem: ProblemDocument): void {
    if (connection.readyState !== 'open') return;
    for (const namespace of NAMESPACES)
      connection.write(`2${namespace},["problem",${JSON.stringify(problem)}]`, { compress: false });
    this.close(connection);
  }

  close(connection: Connection): void {
    const wire = this.wire(connection);
    const isPolling = connection.transport.name === 'polling';
    connection.close();
    setTimeout(() => {
      if (connection.readyState !== 'closed') connection.close(true);
      // A poll's TCP connection may serve other requests by now, unless it is the one that takes nothing.
      if (!isPolling || (wire?.writableLength ?? 0) > 0) wire?.destroy();
    }, GRACE_MS).unref();
  }
}
