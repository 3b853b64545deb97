import { microseconds } from './clock.mjs';
import { Latencies } from './latencies.mjs';
import { NotJoined, Reader } from './reader.mjs';
import { Returns } from './returns.mjs';

/** Handshakes on their way at once while a crowd gathers. */
const PACED = 64;
const JOIN_MS = 60_000;
const AGAIN_MS = { least: 50, spread: 200 };

/** Readers of one story in this process. */
export class Crowd {
  #target;
  #readers = [];
  #stalled = [];
  #phase = newPhase({ upTo: 0, first: 1, firstDue: 0, everyUs: 0 });
  #now = 0;
  /** Undefined: who is cut off stays away. */
  #returns;

  /** `target`: `{wire, ports, story}`. Readers are spread evenly over the ports. */
  constructor(target) {
    this.#target = target;
  }

  /** `count` more readers join; update `at` is the newest there is. Those who stall read nothing once they are in. */
  async join({ count, at, isStalling = false }) {
    const { ports, ...target } = this.#target;
    const readers = Array.from(
      { length: count },
      (_, i) => new Reader({ ...target, port: ports[i % ports.length] }, this, { isStalling }),
    );
    for (const reader of readers) reader.last = at;
    (isStalling ? this.#stalled : this.#readers).push(...readers);
    return this.#gather(readers, { atOnce: PACED });
  }

  /** Begins to watch for updates up to `upTo`. `first` and those posted with it are due at `firstDue`, the next `everyUs` later. */
  begin(phase) {
    const afresh = { last: phase.first - 1, missed: 0, repeats: 0, trouble: undefined };
    for (const reader of this.#readers) Object.assign(reader, afresh);
    this.#phase = newPhase(phase);
    this.#phase.waiting = new Set(this.#readers.filter((reader) => !reader.isEnded));
  }

  /** Resolves when everyone who is still there has everything, or after `withinMs`. `upTo`: if `begin` could not know it. */
  async finish({ withinMs, upTo: end = this.#phase.upTo }) {
    const phase = this.#phase;
    phase.upTo = end;
    for (const reader of phase.waiting) this.holds(reader);
    if (phase.waiting.size > 0)
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        phase.everyoneHasIt = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const { received, bytes, latencies, lastAt, upTo } = phase;
    const sum = (of) => this.#readers.reduce((total, reader) => total + of(reader), 0);
    const isExact = (reader) =>
      reader.last === upTo && !reader.missed && !reader.repeats && !reader.isEnded && !reader.trouble;
    return {
      ...{ received, bytes, lastAt, readers: this.#readers.length, latencies: latencies.counts },
      exact: sum((reader) => Number(isExact(reader))),
      missed: sum((reader) => reader.missed + upTo - reader.last),
      repeats: sum((reader) => reader.repeats),
      ended: sum((reader) => Number(reader.isEnded)),
      trouble: this.#readers.find((reader) => reader.trouble)?.trouble,
    };
  }

  async drop() {
    await Promise.all(this.#readers.map((reader) => reader.drop()));
  }

  /**
   * Everyone comes back at once. Update `at` is the newest; with `position`, the one that all of them hold, they are told
   * what they missed, without it they go on from `at`.
   */
  async comeBack({ at, position }) {
    if (!position) for (const reader of this.#readers) reader.last = at;
    return this.#gather(this.#readers, { atOnce: Number.POSITIVE_INFINITY, position });
  }

  /** From here on whoever is cut off follows again from where it is, when a client would. */
  comeBackAlone({ firstWaitMs } = {}) {
    this.#returns = new Returns(firstWaitMs);
  }

  /** What came of that: `{left, back, refused, how, lastAt, longestAwayUs}`. */
  returns() {
    return this.#returns;
  }

  /** The newest update that everyone has. */
  get newest() {
    return Math.min(...this.#readers.map(({ last }) => last));
  }

  stalledPorts() {
    return this.#stalled.map((reader) => reader.localPort);
  }

  read(bytes) {
    this.#now = 0;
    this.#phase.bytes += bytes;
  }

  arrived(reader, number) {
    const phase = this.#phase;
    this.#now ||= microseconds();
    phase.received += 1;
    phase.lastAt = this.#now;
    if (phase.everyUs) phase.latencies.addMicroseconds(this.#now - dueAt(phase, number));
    if (number >= phase.upTo) this.#has(reader);
  }

  holds(reader) {
    if (reader.last >= this.#phase.upTo) this.#has(reader);
  }

  ended(reader) {
    if (this.#returns) void this.#returns.bring(reader);
    else this.#has(reader);
  }

  #has(reader) {
    const { waiting, everyoneHasIt } = this.#phase;
    if (waiting.delete(reader) && waiting.size === 0) everyoneHasIt?.();
  }

  async #gather(readers, { atOnce, position }) {
    const started = microseconds();
    const result = { joined: 0, refused: 0, how: {}, lastAt: started, why: undefined };
    const queue = [...readers];
    const lane = async () => {
      for (let reader = queue.pop(); reader; reader = queue.pop()) await joinAtLast(reader, position, result);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, readers.length) }, lane));
    return result;
  }
}

function dueAt({ first, firstDue, everyUs, together }, number) {
  return firstDue + Math.floor((number - first) / together) * everyUs;
}

function newPhase({ upTo, first, firstDue, everyUs, together = 1 }) {
  const counts = { received: 0, bytes: 0, lastAt: 0 };
  return {
    upTo,
    first,
    firstDue,
    everyUs,
    together,
    ...counts,
    latencies: new Latencies(),
    waiting: new Set(),
  };
}

/** Tries again, when the server said or soon, for a minute. */
async function joinAtLast(reader, position, result) {
  for (const end = Date.now() + JOIN_MS; Date.now() < end; ) {
    try {
      const how = await reader.join(position);
      result.joined += 1;
      result.how[how] = (result.how[how] ?? 0) + 1;
      result.lastAt = microseconds();
      return;
    } catch (error) {
      if (!(error instanceof NotJoined)) throw error;
      result.refused += 1;
      result.why = error.message;
      const wait = error.afterMs ?? AGAIN_MS.least;
      await new Promise((later) => setTimeout(later, wait + Math.random() * AGAIN_MS.spread));
    }
  }
}
