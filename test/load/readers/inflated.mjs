// What comes compressed, made into the bytes that a plain wire reads.
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

const SYNC = { finishFlush: constants.Z_SYNC_FLUSH };
const TAIL = Buffer.from([0, 0, 0xff, 0xff]);

const last = { packed: Buffer.alloc(0), plain: Buffer.alloc(0) };

/** A websocket message without its compression. All readers are sent the same one, so the last is kept. */
export function unpacked(message) {
  if (!message.equals(last.packed)) {
    last.packed = Buffer.from(message);
    last.plain = inflateRawSync(Buffer.concat([message, TAIL]), SYNC);
  }
  return last.plain;
}

/** A message as a client sends that compresses everything, as browsers do. */
export function packed(text) {
  const whole = deflateRawSync(text, SYNC);
  return whole.subarray(0, whole.length - TAIL.length);
}

const GZIP_HEADER = 10;
const STORED_HEADER = 5;

/** A gzip stream of blocks that need nothing before them. Whole ones are given, in order. */
export class InflatedStream {
  #held = Buffer.alloc(0);
  #isHeaderRead = false;

  take(bytes, from, to) {
    this.#held = Buffer.concat([this.#held, bytes.subarray(from, to)]);
    if (!this.#isHeaderRead) {
      if (this.#held.length < GZIP_HEADER) return Buffer.alloc(0);
      this.#held = this.#held.subarray(GZIP_HEADER);
      this.#isHeaderRead = true;
    }
    const blocks = [];
    for (let block = this.#next(); block; block = this.#next()) blocks.push(block);
    return Buffer.concat(blocks);
  }

  #next() {
    const held = this.#held;
    if (held.length < STORED_HEADER) return undefined;
    const isStored = (held[0] & 7) === 0;
    const end = isStored ? STORED_HEADER + held.readUInt16LE(1) : held.indexOf(TAIL) + TAIL.length;
    if (end > held.length || (!isStored && end < TAIL.length)) return undefined;
    this.#held = held.subarray(end);
    return isStored ? held.subarray(STORED_HEADER, end) : unpacked(held.subarray(0, end - TAIL.length));
  }
}
