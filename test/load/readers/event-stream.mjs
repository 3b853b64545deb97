// Server-sent events out of an HTTP answer, over bytes as they come.
import { MarkerScanner } from './markers.mjs';
import { MessageHead } from './message-head.mjs';

const LF = 0x0a;
/** The letter that tells one `event: ` from another. */
const KIND = 7;
const ID = 'id: '.length;
const RETRY = 'retry: '.length;
const code = (letter) => letter.charCodeAt(0);
const [EVENT_LINE, DATA_LINE, ID_LINE, RETRY_LINE] = ['e', 'd', 'i', 'r'].map(code);
const [SNAPSHOT, FRAME, HEAD_EVENT] = ['snapshot', 'frame', 'head'].map(code);

export class EventStream {
  #line = new MessageHead();
  #type = 0;
  #position;
  #from;
  #marks = [];
  #isJoined = false;
  #chunks;
  #scanner = new MarkerScanner((number) => this.#marks.push(number));
  #ear;

  constructor(ear) {
    this.#ear = ear;
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
      const next = bytes.indexOf(LF, i);
      const end = next < 0 || next > to ? to : next;
      this.#line.take(bytes, i, end);
      if (this.#line.bytes[0] === DATA_LINE && this.#tellsUpdates) this.#scanner.take(bytes, i, end);
      if (end < to) this.#endLine();
      i = end + 1;
    }
  }

  get #tellsUpdates() {
    return this.#type === FRAME || this.#type === SNAPSHOT;
  }

  #endLine() {
    const { bytes, length } = this.#line;
    if (length === 0) this.#endEvent();
    else if (bytes[0] === EVENT_LINE) this.#type = bytes[KIND];
    else if (bytes[0] === DATA_LINE) this.#from = this.#line.place?.from;
    else if (bytes[0] === ID_LINE) this.#position = positionIn(this.#line.text.slice(ID));
    else if (bytes[0] === RETRY_LINE) this.#ear.waits(Number(this.#line.text.slice(RETRY)));
    this.#line.clear();
  }

  #endEvent() {
    const [type, place, marks] = [this.#type, { from: this.#from, position: this.#position }, this.#marks];
    this.#type = 0;
    this.#marks = [];
    this.#from = undefined;
    if (type === 0) return;
    if (type === SNAPSHOT) this.#ear.whole(Math.max(0, ...marks), place);
    else if (type === FRAME || type === HEAD_EVENT) this.#ear.told(marks, place);
    const isWhole = type === SNAPSHOT || type === FRAME;
    if (!this.#isJoined && isWhole) {
      this.#isJoined = true;
      this.#ear.joined(type === SNAPSHOT ? 'snapshot' : 'resume');
    } else if (type !== FRAME && type !== HEAD_EVENT)
      this.#ear.disturbed(type === SNAPSHOT ? 'started anew' : 'behind, or a problem');
  }
}

/** All readers are sent the same ids, so the last is kept. */
const last = { id: '', position: undefined };

function positionIn(id) {
  const colon = id.lastIndexOf(':');
  if (id !== last.id)
    Object.assign(last, { id, position: { epoch: id.slice(0, colon), seq: Number(id.slice(colon + 1)) } });
  return last.position;
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
