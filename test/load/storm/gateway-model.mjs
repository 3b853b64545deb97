import { TokenBucket } from './token-bucket.mjs';

/** However busy it is with frames, a gateway takes one connection a turn of its loop (libuv 1.46): joins get at least this share. */
const LEAST_FOR_JOINS = 0.05;

/**
 * One gateway, one core. Handshakes wait in the listen queue, first come, first served; what is sent to those who are
 * connected goes before them, because the loop takes one handshake a turn and reads its Redis connection in each. Times
 * in ms that never go back.
 */
export class GatewayModel {
  #freeAt = 0;
  #starts = [];
  #started = 0;
  #bucket;
  #seconds = [];
  longestLine = 0;
  #expected = 0;
  #ticketAt = 0;

  /** `admission`: `{perSecond, burst, connections}` or null. `standingUs`: what one reader costs in a second. */
  constructor({ admission, backlog, connected, standingUs, refuseUs }) {
    this.admission = admission;
    this.backlog = backlog;
    this.connected = connected;
    this.standingUs = standingUs;
    this.refuseUs = refuseUs;
    this.#bucket = admission && new TokenBucket(admission.perSecond, admission.burst);
  }

  /** The share of the core that those who are connected take. */
  get standingShare() {
    return (this.connected * this.standingUs) / 1e6;
  }

  /** Null: the listen queue is full and nobody answers. Otherwise when the handshake is dealt with, and how. */
  take(now, joinUs) {
    while (this.#started < this.#starts.length && this.#starts[this.#started] <= now) this.#started += 1;
    this.#forgetStarted();
    const line = this.#starts.length - this.#started;
    if (line >= this.backlog) return null;
    const start = Math.max(now, this.#freeAt);
    if (start > now) this.#starts.push(start);
    this.longestLine = Math.max(this.longestLine, start > now ? line + 1 : line);
    const isAdmitted = this.#admits(start);
    const us = isAdmitted ? joinUs : this.refuseUs;
    this.#freeAt = start + us / 1_000 / Math.max(LEAST_FOR_JOINS, 1 - this.standingShare);
    this.#second(start).us += us;
    return { at: this.#freeAt, isAdmitted };
  }

  /** A reader who was admitted is there, or went away before that. */
  joined(isThere) {
    this.#expected -= 1;
    if (isThere) this.connected += 1;
  }

  /** Seconds after which one who is refused at `now` comes in turn, when all who were refused before do. */
  turn(now) {
    this.#ticketAt = Math.max(this.#ticketAt, now) + 1_000 / this.admission.perSecond;
    return Math.ceil((this.#ticketAt - now) / 1_000);
  }

  sent(now, bytes) {
    const second = this.#second(now);
    second.bytes += bytes;
    second.standing = this.standingShare;
  }

  /** The most in one second: share of the core, bytes. */
  get peaks() {
    const most = (of) => this.#seconds.reduce((peak, second) => Math.max(peak, second ? of(second) : 0), 0);
    return {
      share: Math.min(
        1,
        Math.max(
          this.standingShare,
          most(({ us, standing }) => us / 1e6 + standing),
        ),
      ),
      bytes: most(({ bytes }) => bytes),
    };
  }

  #admits(start) {
    const isRoom = !this.admission || this.connected + this.#expected < this.admission.connections;
    const isAdmitted = isRoom && (!this.#bucket || this.#bucket.take(start));
    if (isAdmitted) this.#expected += 1;
    return isAdmitted;
  }

  #second(ms) {
    const at = Math.floor(ms / 1_000);
    this.#seconds[at] ??= { us: 0, bytes: 0, standing: this.standingShare };
    return this.#seconds[at];
  }

  #forgetStarted() {
    if (this.#started < 10_000) return;
    this.#starts = this.#starts.slice(this.#started);
    this.#started = 0;
  }
}
