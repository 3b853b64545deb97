import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import type { Socket as EngineSocket } from 'engine.io';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { EndCause, Transport } from '../gateway-metrics.js';
import { FrameRate } from './frame-rate.js';
import type { Beating, Heartbeats } from './heartbeats.js';
import type { Line, LineListener } from './line.js';
import type { SharedPacket } from './shared-packet.js';
import { Wire } from './wire.js';

const GRACE_MS = 1_000;
const STALL_MS = 10_000;
/** What Engine.IO itself ends a connection for. A request that breaks off half way is an error to it as well. */
const ENDED_BELOW: Readonly<Record<string, EndCause>> = {
  'ping timeout': 'heartbeat',
  'parse error': 'protocol_error',
  'transport error': 'protocol_error',
};

/** Below Engine.IO's websockets; pings are answered by the line, where they are counted. */
export class WebSocketsBelow extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, autoPong: false });
  }
}

/** A client that came by polling, and may have gone on to websocket: Engine.IO's own server carries it. */
export class EngineLine implements Line, Beating {
  private isClosing = false;
  private wire: Wire | undefined;
  private poll: ServerResponse | undefined;
  /** Packets that wait for the next poll, or for the end of the upgrade: how many are an answer and before it. */
  private answerAt = -1;
  private flushes = 0;
  private lastFlushes = -1;
  private progressAt = 0;
  private readonly above: LineListener;

  constructor(
    private readonly connection: EngineSocket,
    heartbeats: Heartbeats,
    above: (line: Line) => LineListener,
    private readonly ends: Record<EndCause, number>,
  ) {
    this.above = above(this);
    const place = heartbeats.add(this);
    (connection as { request: IncomingMessage | null }).request = null; // of no more use, and large
    connection.on('message', (packet: unknown) => {
      if (typeof packet === 'string') this.above.heard(packet);
      else this.close('protocol_error');
    });
    connection.on('flush', () => {
      this.flushes += 1;
    });
    connection.on('drain', () => {
      if (this.answerAt > 0) this.current()?.answered();
      this.answerAt = -1;
    });
    connection.on('upgrade', ({ socket }: { readonly socket: WebSocket }) => this.wentOnTo(socket));
    connection.on('close', (reason: string) => {
      const cause = this.isClosing ? undefined : ENDED_BELOW[reason];
      if (cause) this.ends[cause] += 1;
      this.isClosing = true;
      heartbeats.remove(this, place);
      this.above.gone();
    });
  }

  get isOpen(): boolean {
    return !this.isClosing;
  }

  get transport(): Transport {
    return this.connection.transport.name === 'polling' ? 'polling' : 'websocket';
  }

  get unsent(): number {
    return lengthOf(this.queue.slice(Math.max(0, this.answerAt))) + (this.current()?.unsent ?? 0);
  }

  get waiting(): number {
    return lengthOf(this.queue) + (this.current()?.waiting ?? 0);
  }

  get taken(): number {
    return this.flushes + (this.current()?.taken ?? 0);
  }

  get isAnswering(): boolean {
    return (this.queue.length > 0 && this.answerAt > 0) || (this.current()?.isAnswering ?? false);
  }

  say(packet: string): void {
    if (this.isOpen) this.connection.write(packet, { compress: false });
  }

  /** Past Engine.IO when it stands in nobody's way: the same bytes for everyone. */
  hand(packet: SharedPacket): void {
    if (!this.isOpen) return;
    const { connection } = this;
    const isFree = connection.transport.writable && this.queue.length === 0 && !connection.upgrading;
    const socket = isFree ? websocketBelow(connection) : undefined;
    if (socket) socket.write(packet.frame(false));
    else
      connection.write(packet.text, { compress: false, wsPreEncodedFrame: [packet.frame(false)] } as object);
  }

  answer(packet: SharedPacket): void {
    this.hand(packet);
    this.answerAt = this.queue.length;
    if (this.answerAt === 0) this.current()?.answered();
  }

  /** A poll takes everything that waits, so a poll is progress. */
  isStalled(now: number): boolean {
    const waits = this.queue.length > 0;
    if (!waits || this.flushes !== this.lastFlushes) this.progressAt = now;
    this.lastFlushes = this.flushes;
    return now - this.progressAt > STALL_MS || (this.current()?.isStalled(now) ?? false);
  }

  /** The poll that takes what is sent. */
  polledBy(response: ServerResponse): void {
    this.poll = response;
  }

  /** Engine.IO sends the pings; whether anybody joined a namespace it does not know. */
  beat(): void {
    if (!this.above.isInUse) this.close('unused');
  }

  /** Held to what a websocket of our own is. */
  private wentOnTo(websocket: WebSocket): void {
    const rate = new FrameRate();
    const isWithinRate = (): boolean => {
      const is = rate.takes(Date.now());
      if (!is) this.close('too_many_requests');
      return is;
    };
    websocket.on('message', isWithinRate);
    websocket.on('ping', (data: Buffer) => {
      if (isWithinRate() && this.current()?.waiting === 0) websocket.pong(data);
    });
  }

  close(cause: EndCause): void {
    if (this.isClosing) return;
    this.ends[cause] += 1;
    this.isClosing = true;
    const { connection } = this;
    const websocket = websocketBelow(connection);
    connection.close();
    setTimeout(() => {
      if (connection.readyState !== 'closed') connection.close(true);
      const socket = websocket ?? this.poll?.socket;
      if (socket) new Wire(socket).reset();
    }, GRACE_MS).unref();
  }

  private get queue(): readonly QueuedPacket[] {
    return (this.connection as unknown as { writeBuffer: QueuedPacket[] }).writeBuffer;
  }

  private current(): Wire | undefined {
    // HTTP takes the TCP connection from an answer that is through: then others' answers are sent on it.
    const socket = websocketBelow(this.connection) ?? this.poll?.socket ?? undefined;
    if (this.wire?.socket !== socket) this.wire = socket && new Wire(socket);
    return this.wire;
  }
}

interface QueuedPacket {
  readonly data?: string;
}
const lengthOf = (packets: readonly QueuedPacket[]): number =>
  packets.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);

/** The TCP socket of a websocket; undefined while it is polling. */
function websocketBelow(connection: EngineSocket): NetSocket | undefined {
  const { socket } = connection.transport as unknown as { socket?: { _socket?: NetSocket | null } };
  return socket?._socket ?? undefined;
}
