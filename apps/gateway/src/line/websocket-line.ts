import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { FrameRate } from './frame-rate.js';
import type { Heartbeats } from './heartbeats.js';
import type { EndCause } from '../gateway-metrics.js';
import type { Line, LineListener } from './line.js';
import { messageFrame, type SharedPacket, websocketFrame } from './shared-packet.js';
import { Wire } from './wire.js';

const GRACE_MS = 1_000;
const PING_FRAME = websocketFrame(Buffer.from('2'));
const PONG = '3';
const CLOSE = '1';
const MESSAGE = '4';
const UNSUPPORTED = 1003;
const POLICY_VIOLATION = 1008;
const LINE = Symbol('line');
type WebSocketWithLine = WebSocket & { [LINE]: WebSocketLine };

/**
 * A client that came by websocket at once, as most do. Frames go straight to the TCP socket: `ws` reads and closes, and
 * what is written in between is whole websocket frames. Measured per reader at 2,000: 3.3 KB of heap beside engine.io's
 * 8.7, and 320 µs to join beside 405, before socket.io's own part.
 */
export class WebSocketLine implements Line {
  readonly transport = 'websocket';
  private readonly wire: Wire;
  private readonly deflates: boolean;
  private readonly above: LineListener;
  private readonly place: number;
  private isHeardFrom = true;
  private isClosing = false;
  private readonly rate = new FrameRate();

  constructor(
    private readonly ws: WebSocket,
    socket: Socket,
    private readonly heartbeats: Heartbeats,
    above: (line: Line) => LineListener,
    private readonly ends: Record<EndCause, number>,
  ) {
    this.wire = new Wire(socket);
    this.deflates = ws.extensions !== '';
    this.above = above(this);
    (ws as WebSocketWithLine)[LINE] = this;
    ws.on('message', onMessage);
    ws.on('ping', onPing);
    ws.on('close', onClose);
    ws.on('error', onError);
    this.place = heartbeats.add(this);
  }

  get isOpen(): boolean {
    return !this.isClosing;
  }

  get unsent(): number {
    return this.wire.unsent;
  }

  get waiting(): number {
    return this.wire.waiting;
  }

  get taken(): number {
    return this.wire.taken;
  }

  get isAnswering(): boolean {
    return this.wire.isAnswering;
  }

  say(packet: string): void {
    this.write(messageFrame(packet));
  }

  hand(packet: SharedPacket): void {
    this.write(packet.frame(this.deflates));
  }

  answer(packet: SharedPacket): void {
    this.hand(packet);
    this.wire.answered();
  }

  isStalled(now: number): boolean {
    return this.wire.isStalled(now);
  }

  /** Two beats without a word in between: nobody is there. */
  beat(): void {
    if (this.isHeardFrom && this.above.isInUse) this.write(PING_FRAME);
    else this.close(this.isHeardFrom ? 'unused' : 'heartbeat');
    this.isHeardFrom = false;
  }

  close(cause: EndCause, code?: number): void {
    if (this.isClosing) return;
    this.ends[cause] += 1;
    this.end(code);
  }

  /** A ping of the websocket's own; one who does not take the answers gets none. */
  pinged(data: Buffer): void {
    if (this.isClosing || !this.isWithinRate()) return;
    if (this.wire.socket.writableLength === 0) this.ws.pong(data);
  }

  received(data: Buffer, isBinary: boolean): void {
    if (this.isClosing || !this.isWithinRate()) return;
    this.isHeardFrom = true;
    const packet = isBinary ? '' : data.toString();
    if (packet[0] === MESSAGE) this.above.heard(packet.slice(1));
    else if (packet === CLOSE) this.end();
    else if (packet !== PONG) this.close('protocol_error', UNSUPPORTED);
  }

  /** `ws` closes the connection with the code that fits, and 'close' follows. */
  broke(): void {
    if (!this.isClosing) this.ends.protocol_error += 1;
    this.isClosing = true;
  }

  private isWithinRate(): boolean {
    if (this.rate.takes(Date.now())) return true;
    this.close('too_many_requests', POLICY_VIOLATION);
    return false;
  }

  gone(): void {
    this.isClosing = true;
    this.heartbeats.remove(this, this.place);
    this.above.gone();
  }

  private end(code?: number): void {
    this.isClosing = true;
    this.ws.close(code);
    setTimeout(() => this.wire.reset(), GRACE_MS).unref();
  }

  private write(frame: Buffer): void {
    if (!this.isClosing) this.wire.socket.write(frame);
  }
}

// Shared by all lines: a closure for each would cost more than the line itself.
function onMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  (this as WebSocketWithLine)[LINE].received(data as Buffer, isBinary);
}
function onPing(this: WebSocket, data: Buffer): void {
  (this as WebSocketWithLine)[LINE].pinged(data);
}
function onClose(this: WebSocket): void {
  (this as WebSocketWithLine)[LINE].gone();
}
function onError(this: WebSocket): void {
  (this as WebSocketWithLine)[LINE].broke();
}
