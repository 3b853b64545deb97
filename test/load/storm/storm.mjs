import { CacheNode } from './cache-node.mjs';
import { chance } from './chance.mjs';
import { EventQueue } from './event-queue.mjs';
import { firstAttempt } from './first-attempt.mjs';
import { GatewayModel } from './gateway-model.mjs';
import { missedBytes } from './missed-bytes.mjs';

const ATTEMPT = 0;
const ARRIVE = 1;
const BACK = 2;
const KINDS = 3;
const HORIZON_MS = 600_000;
const AWAY = -1;

/**
 * Readers who lost their line come back: who, how and to what is in `settings` (storm-settings.mjs). The same seed gives
 * the same storm.
 */
export class Storm {
  #queue = new EventQueue();
  #counts = { attempts: 0, refused: 0, unanswered: 0, wasted: 0, ended: 0, originRequests: 0, bytes: 0 };

  constructor(settings) {
    this.settings = settings;
    this.random = chance(settings.seed);
    const { crowd, gateways, connected, cacheNodes } = settings;
    this.gateways = Array.from({ length: gateways }, () => new GatewayModel({ ...settings, connected }));
    this.caches = Array.from({ length: cacheNodes }, () => new CacheNode(settings.originMs));
    this.failures = new Uint8Array(crowd);
    this.dropped = new Uint8Array(crowd);
    this.tries = new Uint8Array(crowd);
    this.deadline = new Float64Array(crowd);
    this.place = new Uint16Array(crowd);
    this.hasSnapshot = new Uint8Array(crowd);
    this.backAt = new Float64Array(crowd).fill(AWAY);
  }

  run() {
    for (let reader = 0; reader < this.settings.crowd; reader += 1) {
      const { at, failures } = firstAttempt(this.settings, this.random);
      this.failures[reader] = failures;
      this.#attemptAt(reader, at, 0);
    }
    for (let next = this.#queue.take(); next && next.time <= HORIZON_MS; next = this.#queue.take()) {
      const reader = Math.floor(next.what / KINDS);
      const kind = next.what % KINDS;
      if (kind === ATTEMPT) this.#attempt(reader, next.time);
      else if (kind === ARRIVE) this.#arrive(reader, next.time);
      else this.#back(reader, next.time);
    }
    return this.#outcome();
  }

  #put(time, kind, reader) {
    this.#queue.put(time, reader * KINDS + kind);
  }

  /** A device that hears of its own network's return does not wait for its turn. */
  #attemptAt(reader, at, now) {
    const { outageMs, online, crowd } = this.settings;
    const hears = reader < online * crowd && now <= outageMs && at > outageMs;
    this.#put(hears ? Math.min(at, this.#whenOnline()) : at, ATTEMPT, reader);
  }

  #whenOnline() {
    const { outageMs, client } = this.settings;
    return outageMs + (client.afterOnline?.(this.random) ?? 0);
  }

  #attempt(reader, now) {
    const { answer, client, roundTrip } = this.settings;
    this.tries[reader] = client.tries ?? 1;
    this.deadline[reader] = now + client.answer;
    let leaves = now;
    if (answer === 'cache' && !this.hasSnapshot[reader] && now >= this.settings.outageMs) {
      leaves = this.#fetchSnapshot(now) + roundTrip;
      this.deadline[reader] += leaves - now;
      this.hasSnapshot[reader] = 1;
    }
    this.#knock(reader, leaves + roundTrip);
  }

  #fetchSnapshot(now) {
    const { at, asksOrigin } = this.caches[Math.floor(this.random() * this.caches.length)].ask(now);
    if (asksOrigin) this.#counts.originRequests += 1;
    return at;
  }

  #knock(reader, at) {
    this.#counts.attempts += 1;
    this.dropped[reader] = 0;
    this.place[reader] = Math.floor(this.random() * this.gateways.length);
    this.#put(at, ARRIVE, reader);
  }

  #arrive(reader, now) {
    const { outageMs, isSilent, client, roundTrip } = this.settings;
    if (now < outageMs) return isSilent ? this.#unanswered(reader, now) : this.#failed(reader, now, 0);
    const gateway = this.gateways[this.place[reader]];
    const taken = gateway.take(now, this.settings.joinUs);
    if (!taken) return this.#unanswered(reader, now);
    const heardAt = taken.at + roundTrip / 2;
    if (heardAt > this.deadline[reader]) {
      this.#counts.wasted += 1;
      if (taken.isAdmitted) gateway.joined(false);
      return this.#failed(reader, this.deadline[reader], 0, now);
    }
    if (taken.isAdmitted) return this.#put(heardAt, BACK, reader);
    this.#counts.refused += 1;
    if (client.endsOn503) this.#counts.ended += 1;
    else this.#refused(reader, heardAt, now);
  }

  #refused(reader, heardAt, now) {
    const { client, roundTrip } = this.settings;
    this.tries[reader] -= 1;
    if (this.tries[reader] > 0) return this.#knock(reader, heardAt + roundTrip);
    const seconds = client.hearsRetryAfter ? this.#retryAfter(this.gateways[this.place[reader]], now) : 0;
    this.#failed(reader, heardAt, seconds * 1_000, now);
  }

  #retryAfter(gateway, now) {
    const { retryAfter } = this.settings;
    if (retryAfter === 'line') return gateway.turn(now);
    return retryAfter.least + Math.floor(this.random() * (retryAfter.most - retryAfter.least + 1));
  }

  /** The kernel repeats a SYN that nobody answered, until the reader's program gives up. */
  #unanswered(reader, now) {
    this.#counts.unanswered += 1;
    const again = now + (this.settings.synRepeats[this.dropped[reader]++] ?? Number.POSITIVE_INFINITY);
    const givesUp = Math.min(this.deadline[reader], now + 127_000);
    const hears = reader < this.settings.online * this.settings.crowd && again > this.settings.outageMs;
    if (hears && now < this.settings.outageMs) this.#put(this.#whenOnline(), ATTEMPT, reader);
    else if (again < givesUp) this.#put(again, ARRIVE, reader);
    else this.#failed(reader, givesUp, 0, now);
  }

  #failed(reader, at, asked, now = at) {
    const { client } = this.settings;
    this.failures[reader] = Math.min(200, this.failures[reader] + 1);
    const own = client.afterEach?.(this.random) ?? 0;
    this.#attemptAt(reader, at + asked + own + client.wait(this.failures[reader], this.random), now);
  }

  #back(reader, now) {
    this.backAt[reader] = now;
    const gateway = this.gateways[this.place[reader]];
    gateway.joined(true);
    const bytes = missedBytes(this.settings, this.hasSnapshot[reader] ? 0 : now);
    gateway.sent(now, bytes);
    this.#counts.bytes += bytes;
  }

  #outcome() {
    const times = this.backAt.filter((at) => at !== AWAY).sort();
    const peaks = this.gateways.map((gateway) => gateway.peaks);
    const most = (of) => peaks.reduce((peak, each) => Math.max(peak, of(each)), 0);
    const after = (share) => (times.length < share * this.backAt.length ? null : at(times, share) / 1_000);
    return {
      ...this.#counts,
      backAfter: { half: after(0.5), most: after(0.99), all: after(1) },
      away: this.backAt.length - times.length - this.#counts.ended,
      peakShare: most(({ share }) => share),
      peakBytes: most(({ bytes }) => bytes),
      longestLine: this.gateways.reduce((longest, gateway) => Math.max(longest, gateway.longestLine), 0),
    };
  }
}

const at = (sorted, share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
