// The client's half of RFC 6455, over bytes as they come.
import { packed, unpacked } from './inflated.mjs';

const COMPRESSED = 0x40;
const CLOSE = 0x8;
const PING = 0x9;

/** Cuts a stream of bytes into messages without copying them. */
export class WebsocketFrames {
  #header = new Uint8Array(10);
  #held = 0;
  #left = -1;
  #opcode = 0;
  #isFinal = false;
  /** Parts of a compressed frame; undefined while one comes as it is. */
  #packed;
  #sink;

  /** `sink`: `part(bytes, from, to)` of a message, `end()` of it, `ping()`, `close()`. */
  constructor(sink) {
    this.#sink = sink;
  }

  take(bytes, from, to) {
    let i = from;
    while (i < to) {
      if (this.#left < 0) i = this.#readHeader(bytes, i, to);
      else i = this.#readPayload(bytes, i, to);
      if (this.#left === 0) this.#endFrame();
    }
  }

  get #isControl() {
    return this.#opcode >= CLOSE;
  }

  #readHeader(bytes, from, to) {
    const header = this.#header;
    let i = from;
    while (i < to) {
      header[this.#held] = bytes[i];
      this.#held += 1;
      i += 1;
      if (this.#held >= 2 && this.#held === headerLength(header[1])) {
        this.#opcode = header[0] & 0x0f;
        this.#isFinal = (header[0] & 0x80) !== 0;
        this.#packed = header[0] & COMPRESSED ? [] : undefined;
        this.#left = payloadLength(header, this.#held);
        this.#held = 0;
        return i;
      }
    }
    return i;
  }

  #unpack(message) {
    this.#sink.part(message, 0, message.length);
  }

  #readPayload(bytes, from, to) {
    const end = Math.min(to, from + this.#left);
    this.#left -= end - from;
    if (this.#packed) this.#packed.push(Buffer.from(bytes.subarray(from, end)));
    else if (!this.#isControl) this.#sink.part(bytes, from, end);
    return end;
  }

  #endFrame() {
    this.#left = -1;
    if (this.#packed) this.#unpack(unpacked(Buffer.concat(this.#packed)));
    if (this.#opcode === PING) this.#sink.ping();
    else if (this.#opcode === CLOSE) this.#sink.close();
    else if (this.#isFinal && !this.#isControl) this.#sink.end();
  }
}

function headerLength(second) {
  if (second & 0x80) throw new Error('A server does not mask its frames.');
  return second === 127 ? 10 : second === 126 ? 4 : 2;
}

function payloadLength(header, length) {
  if (length === 2) return header[1];
  let size = 0;
  for (let i = 2; i < length; i += 1) size = size * 256 + header[i];
  return size;
}

const MASKED = 0x80;
const TEXT = 0x81;
const PONG = 0x8a;

/** A client's frame. Masked with zeros, which leaves the text as it is. */
export function maskedText(text) {
  return masked(TEXT, Buffer.from(text));
}
/** The same compressed, as browsers send where it was negotiated. */
export function maskedPacked(text) {
  return masked(TEXT | COMPRESSED, packed(text));
}
export const MASKED_PONG = masked(PONG, Buffer.alloc(0));

function masked(first, payload) {
  if (payload.length > 65_535) throw new Error('A reader says little.');
  const size =
    payload.length < 126
      ? [MASKED | payload.length]
      : [MASKED | 126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([first, ...size, 0, 0, 0, 0]), payload]);
}

export function upgradeRequest(path, offer = '') {
  const extensions = offer === '' ? '' : `Sec-WebSocket-Extensions: ${offer}\r\n`;
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ZGF0ZWxpbmUtcmVhZGVyIQ==\r\n${extensions}\r\n`;
}
