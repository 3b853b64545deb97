import net from 'node:net';
import { WIRES } from './wires.mjs';

/** Every connection of a process reads into this: what was read is used up before the next one reads. */
const BUFFER = Buffer.alloc(256 * 1024);
const HEAD_END = '\r\n\r\n';

/** The server did not take the reader. `afterMs`: what it said to wait, if it said so. */
export class NotJoined extends Error {
  constructor(message, afterMs) {
    super(message);
    this.afterMs = afterMs;
  }
}

/** One reader of a story: whether it is told every update, once, in order. */
export class Reader {
  /** The newest update it holds. */
  last = 0;
  missed = 0;
  repeats = 0;
  isEnded = false;
  /** Why it could not simply go on: told to start anew, left behind, closed. */
  trouble = undefined;
  /** `{epoch, seq}` after the last whole message, if the server says so. */
  position = undefined;
  /** How long the server asked it to stay away once the connection ends. */
  waitMs = 0;
  #target;
  #watch;
  #wire;
  #socket;
  #head = '';
  #hasStarted = false;
  #isJoined = false;
  #isStalling;
  #settle;

  /** `watch`: `read(bytes)`, `arrived(reader, number)`, `holds(reader)` and `ended(reader)`. */
  constructor(target, watch, { isStalling = false } = {}) {
    this.#target = target;
    this.#watch = watch;
    this.#isStalling = isStalling;
  }

  get localPort() {
    return this.#socket.localPort;
  }

  /** Resolves with how it joined: `new`, `snapshot`, `resume`. Rejects with NotJoined. */
  join(position) {
    const wire = new WIRES[this.#target.wire](this.#target, this);
    this.#wire = wire;
    this.#head = '';
    this.#hasStarted = false;
    this.#isJoined = false;
    this.isEnded = false;
    this.waitMs = 0;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      const socket = net.connect({
        host: '127.0.0.1',
        port: this.#target.port,
        noDelay: true,
        onread: { buffer: BUFFER, callback: (length) => this.#read(socket, length) },
      });
      this.#socket = socket;
      socket.on('connect', () => socket.write(wire.request(position)));
      socket.on('error', () => undefined); // `close` follows
      socket.on('close', () => this.#closed(socket));
    });
  }

  /** The connection is reset, as when a phone loses its network. */
  drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    return new Promise((resolve) => {
      if (socket.destroyed) resolve();
      socket.once('close', resolve);
      socket.resetAndDestroy();
    });
  }

  say(bytes) {
    this.#socket?.write(bytes);
  }

  joined(how) {
    this.#isJoined = true;
    this.#settle.resolve(how);
  }

  /**
   * A frame may begin before where the reader is, who then passes by what it holds: no fault, as long as something
   * new follows.
   */
  told(numbers, place) {
    const held = this.#heldOf(place);
    const { last } = this;
    for (let i = 0; i < numbers.length; i += 1)
      if (i >= held || numbers[i] !== last - held + 1 + i) this.#marked(numbers[i]);
    this.position = place?.position ?? this.position;
  }

  /** The story as a whole: nothing in it counts as told. */
  whole(newest, place) {
    this.last = Math.max(this.last, newest);
    this.position = place?.position;
    this.#watch.holds(this);
  }

  waits(ms) {
    this.waitMs = ms;
  }

  /** How many updates of a frame the reader has already, by its position. */
  #heldOf(place) {
    const have = this.position?.seq;
    if (have === undefined || place?.from === undefined) return 0;
    return place.position.seq > have ? Math.max(0, have - place.from + 1) : 0;
  }

  #marked(number) {
    if (number === this.last + 1) this.last = number;
    else if (number <= this.last) this.repeats += 1;
    else {
      this.missed += number - this.last - 1;
      this.last = number;
    }
    this.#watch.arrived(this, number);
  }

  disturbed(why) {
    if (!this.#isJoined) throw new NotJoined(why);
    this.trouble ??= why;
  }

  #read(socket, length) {
    if (socket !== this.#socket) return false;
    this.#watch.read(length);
    try {
      const from = this.#hasStarted ? 0 : this.#readHead(length);
      if (from < length) this.#wire.take(BUFFER, from, length);
    } catch (error) {
      socket.destroy(error);
    }
    return !(this.#isStalling && this.#isJoined);
  }

  /** Where the answer's head ends in the buffer. */
  #readHead(length) {
    const before = this.#head.length;
    this.#head += BUFFER.latin1Slice(0, length);
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return length;
    const status = Number(this.#head.slice(9, 12));
    const headers = this.#head.slice(0, end);
    if (status !== WIRES[this.#target.wire].status) {
      const seconds = Number(/^retry-after: *(\d+)/im.exec(headers)?.[1]);
      throw new NotJoined(`HTTP ${status}`, Number.isNaN(seconds) ? undefined : seconds * 1_000);
    }
    this.#hasStarted = true;
    this.#head = '';
    this.#wire.started(headers);
    return end + HEAD_END.length - before;
  }

  #closed(socket) {
    if (socket !== this.#socket) return;
    if (this.#isJoined) {
      this.isEnded = true;
      this.#watch.ended(this);
    } else
      this.#settle.reject(
        socket.errored instanceof NotJoined ? socket.errored : new NotJoined(String(socket.errored)),
      );
  }
}
