// What a reader says and hears on each wire, in bytes. A wire tells its `ear`: say(bytes) to the server, joined(how),
// told(numbers, place) for the updates of a whole message, whole(newest, place) for a story, waits(ms), disturbed(why).
import { MarkerScanner } from './markers.mjs';
import { EventStream } from './event-stream.mjs';
import { InflatedStream } from './inflated.mjs';
import { MessageHead, positionIn } from './message-head.mjs';
import {
  MASKED_PONG,
  maskedPacked,
  maskedText,
  upgradeRequest,
  WebsocketFrames,
} from './websocket-bytes.mjs';

const NOTHING = 0;
const TOLD = 1;
const WHOLE = 2;
const code = (letter) => letter.charCodeAt(0);

/** `ws` as it is: every message is an update. */
class PlainWire {
  static status = 101;
  #frames = new WebsocketFrames(this);
  #marks = [];
  #scanner = new MarkerScanner((number) => this.#marks.push(number));
  #ear;

  constructor(_target, ear) {
    this.#ear = ear;
  }

  request() {
    return upgradeRequest('/');
  }

  started() {
    this.#ear.joined('new');
  }

  take(bytes, from, to) {
    this.#frames.take(bytes, from, to);
  }

  part(bytes, from, to) {
    this.#scanner.take(bytes, from, to);
  }

  end() {
    this.#ear.told(this.#marks);
    this.#marks = [];
  }

  ping() {
    this.#ear.say(MASKED_PONG);
  }

  close() {
    this.#ear.disturbed('closed');
  }
}

/** What is before the first byte that differs in `43/live,0[{"mode":"resume"`. */
const HEAD = 20;
const OPEN = code('0');
const PING = code('2');
const MESSAGE = code('4');
const CONNECTED = code('0');
const EVENT = code('2');
const ACK = code('3');
const AT = { event: 10, key: 12, mode: 19 };
const KINDS = { resume: TOLD, snapshot: WHOLE };
const JOIN_LIVE = '40/live,';
const PONG = maskedText('3');
const UPDATES = new Map(['frame', 'head', 'update'].map((event) => [code(event), event]));
const MODES = new Map(['resume', 'snapshot', 'new'].map((mode) => [code(mode), mode]));

/** socket.io 4 over websocket only, on the namespace `/live`. */
class SocketIoWire {
  static status = 101;
  #frames = new WebsocketFrames(this);
  #marks = [];
  #scanner = new MarkerScanner((number) => this.#marks.push(number));
  #head = new MessageHead();
  /** What there is of a snapshot. */
  #whole = [];
  #kind = NOTHING;
  #target;
  #ear;
  #position;

  constructor(target, ear) {
    this.#target = target;
    this.#ear = ear;
  }

  request(position) {
    this.#position = position;
    const offer = this.#target.isCompressed ? 'permessage-deflate; client_max_window_bits' : '';
    return upgradeRequest('/socket.io/?EIO=4&transport=websocket', offer);
  }

  started(headers) {
    mustBeCompressed(this.#target, headers, /^sec-websocket-extensions: *permessage-deflate/im);
  }

  take(bytes, from, to) {
    this.#frames.take(bytes, from, to);
  }

  part(bytes, from, to) {
    const before = this.#head.length;
    this.#head.take(bytes, from, to);
    if (before < HEAD && this.#head.length >= HEAD) this.#kind = this.#kindOfLong();
    if (this.#kind !== NOTHING) this.#scanner.take(bytes, from, to);
    if (this.#kind === WHOLE) this.#whole.push(Buffer.from(bytes.subarray(from, to)));
  }

  end() {
    const [first, second] = this.#head.bytes;
    const { story } = this.#target;
    this.#tell();
    if (first === OPEN) this.#say(JOIN_LIVE);
    else if (first === PING) this.#ear.say(PONG);
    else if (first === MESSAGE && second === CONNECTED)
      this.#say(`42/live,0["follow",${JSON.stringify({ story, position: this.#position })}]`);
    else if (first === MESSAGE && second === ACK) this.#joined();
    else if (first !== MESSAGE || second !== EVENT || !UPDATES.has(this.#head.bytes[AT.event]))
      this.#ear.disturbed(this.#head.text.slice(0, HEAD));
    this.#head.clear();
    this.#kind = NOTHING;
  }

  ping() {
    this.#ear.say(MASKED_PONG);
  }

  close() {
    this.#ear.disturbed('closed');
  }

  #say(text) {
    this.#ear.say(this.#target.isCompressed ? maskedPacked(text) : maskedText(text));
  }

  #tell() {
    if (this.#kind === TOLD) this.#ear.told(this.#marks, this.#head.place);
    if (this.#kind === WHOLE) {
      const position = positionIn(Buffer.concat(this.#whole));
      this.#ear.whole(Math.max(0, ...this.#marks), { position });
      this.#whole = [];
    }
    if (this.#marks.length > 0) this.#marks = [];
  }

  /** A snapshot's updates are not told one by one; what a resume holds is. */
  #kindOfLong() {
    const { bytes } = this.#head;
    const [first, second] = bytes;
    if (first !== MESSAGE) return NOTHING;
    if (second === EVENT) return TOLD;
    if (second !== ACK) return NOTHING;
    return KINDS[this.#mode] ?? NOTHING;
  }

  /** How a follow was answered; undefined when it was refused. */
  get #mode() {
    const { bytes } = this.#head;
    return bytes[AT.key] === code('m') ? MODES.get(bytes[AT.mode]) : undefined;
  }

  #joined() {
    const how = this.#mode;
    if (how) this.#ear.joined(how);
    else this.#ear.disturbed('follow was refused');
  }
}

/** Server-sent events. */
class StreamWire {
  static status = 200;
  #target;
  #stream;
  #inflated;

  constructor(target, ear) {
    this.#target = target;
    this.#stream = new EventStream(ear);
  }

  request(position) {
    const resume = position ? `Last-Event-ID: ${position.epoch}:${position.seq}\r\n` : '';
    const coding = this.#target.isCompressed ? 'Accept-Encoding: gzip\r\n' : '';
    return `GET /v1/stories/${this.#target.story}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n${coding}${resume}\r\n`;
  }

  started(headers) {
    mustBeCompressed(this.#target, headers, /^content-encoding: *gzip/im);
    if (this.#target.isCompressed) this.#inflated = new InflatedStream();
    this.#stream.start(/^transfer-encoding: *chunked/im.test(headers));
  }

  take(bytes, from, to) {
    const plain = this.#inflated?.take(bytes, from, to);
    if (plain) this.#stream.take(plain, 0, plain.length);
    else this.#stream.take(bytes, from, to);
  }
}

/** A figure for compressed readers who are not would be worse than none. */
function mustBeCompressed({ isCompressed }, headers, says) {
  if (isCompressed && !says.test(headers)) throw new Error('The server does not compress.');
}

export const WIRES = { plain: PlainWire, 'socket.io': SocketIoWire, sse: StreamWire };
