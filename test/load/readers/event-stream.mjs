// Server-sent events out of an HTTP answer, over bytes as they come.
import { MarkerScanner } from './markers.mjs';

const LF = 0x0a;
/** Up to the letter that tells one `event: ` from another. */
const HEAD = 8;
const code = (letter) => letter.charCodeAt(0);
const [EVENT, DATA] = [code('e'), code('d')];
const [SNAPSHOT, FRAME, HEAD_EVENT] = [code('snapshot'), code('frame'), code('head')];

export class EventStream {
  #line = new Uint8Array(HEAD);
  #seen = 0;
  #type = 0;
  #isJoined = false;
  #chunks;
  #scanner;
  #ear;

  constructor(ear) {
    this.#ear = ear;
    this.#scanner = new MarkerScanner((number) => ear.marked(number));
  }

  start(isChunked) {
    this.#chunks = isChunked ? new Chunks((bytes, from, to) => this.#lines(bytes, from, to)) : undefined;
  }

  take(bytes, from, to) {
    if (this.#chunks) this.#chunks.take(bytes, from, to);
    else this.#lines(bytes, from, to);
  }

  #lines(bytes, from, to) {
    let i = from;
    while (i < to) {
      if (this.#seen < HEAD && bytes[i] !== LF) {
        this.#line[this.#seen] = bytes[i];
        this.#seen += 1;
        i += 1;
        continue;
      }
      const next = bytes.indexOf(LF, i);
      const end = next < 0 || next > to ? to : next;
      if (this.#line[0] === DATA && this.#type === FRAME) this.#scanner.take(bytes, i, end);
      if (end < to) this.#endLine();
      i = end + 1;
    }
  }

  #endLine() {
    if (this.#seen === 0) this.#endEvent();
    else if (this.#line[0] === EVENT) this.#type = this.#line[HEAD - 1];
    this.#seen = 0;
  }

  #endEvent() {
    const type = this.#type;
    this.#type = 0;
    if (type === 0) return;
    const isWhole = type === SNAPSHOT || type === FRAME;
    if (!this.#isJoined && isWhole) {
      this.#isJoined = true;
      this.#ear.joined(type === SNAPSHOT ? 'snapshot' : 'resume');
    } else if (type !== FRAME && type !== HEAD_EVENT)
      this.#ear.disturbed(type === SNAPSHOT ? 'started anew' : 'behind, or a problem');
  }
}

/** The body of an answer with `Transfer-Encoding: chunked`. */
class Chunks {
  #size = 0;
  #left = 0;
  /** Line ends still to come before the next size. */
  #isTrailing = false;
  #give;

  constructor(give) {
    this.#give = give;
  }

  take(bytes, from, to) {
    let i = from;
    while (i < to) {
      if (this.#left > 0) {
        const end = Math.min(to, i + this.#left);
        this.#give(bytes, i, end);
        this.#left -= end - i;
        this.#isTrailing = this.#left === 0;
        i = end;
      } else {
        this.#sizeByte(bytes[i]);
        i += 1;
      }
    }
  }

  #sizeByte(byte) {
    const digit = Number.parseInt(String.fromCharCode(byte), 16);
    if (!Number.isNaN(digit)) this.#size = this.#size * 16 + digit;
    else if (byte === LF && this.#isTrailing) this.#isTrailing = false;
    else if (byte === LF) {
      this.#left = this.#size;
      this.#size = 0;
    }
  }
}
