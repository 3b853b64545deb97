import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { constants, inflateRawSync } from 'node:zlib';
import { waitUntil } from './wait-until.js';

const HEAD_END = '\r\n\r\n';
const MASKED = 0x80;
const CLOSE = 0x8;

/** A websocket of bytes: it can say what no library would. Reads what servers send: whole frames, unmasked. */
export class RawWebsocket {
  status = 0;
  headers: Record<string, string> = {};
  /** Text messages. */
  readonly messages: string[] = [];
  /** Every frame's first byte. */
  readonly opcodes: number[] = [];
  closeCode: number | undefined;
  hasEnded = false;
  private held: Buffer = Buffer.alloc(0);

  private constructor(readonly socket: net.Socket) {
    socket.on('data', (part: Buffer) => this.take(part));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.hasEnded = true;
    });
  }

  /** One that was answered, whatever the answer. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<RawWebsocket> {
    const { hostname, port } = new URL(url);
    const raw = new RawWebsocket(net.connect(Number(port), hostname));
    const lines = Object.entries({
      ...{ host: `${hostname}:${port}`, connection: 'Upgrade', upgrade: 'websocket' },
      ...{ 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64') },
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    const path = '/socket.io/?EIO=4&transport=websocket';
    raw.socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}${HEAD_END}`);
    await waitUntil('an answer to the handshake', () => raw.status > 0 || raw.hasEnded);
    return raw;
  }

  text(message: string): void {
    this.frame(0x81, Buffer.from(message));
  }

  /** `first`: the byte with FIN, RSV and opcode. `length`: what it claims, if not the truth. */
  frame(first: number, payload: Buffer, { isMasked = true, length = payload.length } = {}): void {
    const size = length < 126 ? Buffer.from([length]) : Buffer.from([126, length >> 8, length & 0xff]);
    const header = length > 0xffff ? Buffer.alloc(9) : size;
    if (length > 0xffff) {
      header[0] = 127;
      header.writeBigUInt64BE(BigInt(length), 1);
    }
    if (isMasked) header[0] = (header[0] ?? 0) | MASKED;
    const mask = isMasked ? randomBytes(4) : Buffer.alloc(0);
    const body = isMasked ? payload.map((byte, i) => byte ^ (mask[i % 4] ?? 0)) : payload;
    this.socket.write(Buffer.concat([Buffer.from([first]), header, mask, body]));
  }

  close(): void {
    this.socket.destroy();
  }

  private take(part: Buffer): void {
    this.held = Buffer.concat([this.held, part]);
    if (this.status === 0 && !this.readHead()) return;
    for (let size = frameSize(this.held); size <= this.held.length; size = frameSize(this.held)) {
      this.heard(this.held.subarray(0, size));
      this.held = this.held.subarray(size);
    }
  }

  private readHead(): boolean {
    const end = this.held.indexOf(HEAD_END);
    if (end < 0) return false;
    const [first = '', ...lines] = this.held.subarray(0, end).toString().split('\r\n');
    this.status = Number(first.split(' ')[1]);
    const pairs = lines.map((line) => /^([^:]+): *(.*)$/.exec(line) ?? []);
    this.headers = Object.fromEntries(pairs.map(([, name = '', value = '']) => [name.toLowerCase(), value]));
    this.held = this.held.subarray(end + HEAD_END.length);
    return true;
  }

  private heard(frame: Buffer): void {
    const [first = 0] = frame;
    const payload = frame.subarray(headerSize(frame));
    this.opcodes.push(first);
    if ((first & 0x0f) === CLOSE) this.closeCode = payload.length < 2 ? 1005 : payload.readUInt16BE();
    else if (first === 0x81) this.messages.push(payload.toString());
    else if (first === 0xc1) this.messages.push(inflated(payload));
  }
}

const headerSize = (frame: Buffer): number => ({ 126: 4, 127: 10 })[frame[1] ?? 0] ?? 2;

/** Infinite until it is known. */
function frameSize(held: Buffer): number {
  const header = headerSize(held);
  if (held.length < 2 || held.length < header) return Number.POSITIVE_INFINITY;
  if (header === 2) return 2 + (held[1] ?? 0);
  return header + (header === 4 ? held.readUInt16BE(2) : Number(held.readBigUInt64BE(2)));
}

/** RFC 7692: four bytes that end every message are not sent. */
function inflated(payload: Buffer): string {
  const whole = Buffer.concat([payload, Buffer.from([0, 0, 0xff, 0xff])]);
  return inflateRawSync(whole, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
}
