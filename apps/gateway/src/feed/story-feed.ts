import type { SnapshotReason } from '#contract/follow';
import { LIMITS } from '#contract/limits';
import type { Position } from '#contract/snapshot';
import type { Ring as Rung } from '#live/doorbell';
import type { EventSource, GatewayMetrics, ResumeSource } from '../gateway-metrics.js';
import type { Reader } from '../reader/reader.js';
import { ApiUnavailableError } from '../source/api-client.js';
import { FreshRun } from '../source/fresh-run.js';
import type { Slot } from '../source/slot.js';
import { type EncodedSnapshot, isAtLeast, type StorySource, type Trust } from '../source/story-source.js';
import { Ring } from './ring.js';
import { Rooms } from './rooms.js';
import { type Resume, ResumeShelf } from './resume-shelf.js';
import type { Seat } from './seat.js';
import { StoryCities } from './story-cities.js';
import { SnapshotShelf } from './snapshot-shelf.js';

export const STALE_MS = 5_000;
/**
 * Newcomers share a look at live: at 1,500 a second each had its own, a third of what joining cost. 500 who were dropped
 * at once and came back within 3.3 s made 412 looks, 282 at 5 ms apart, 55 at 50. The first waits for none.
 */
const JOIN_READS_APART_MS = 50;

/** A story as this gateway follows it: how far it has come, its newest events, its rooms, its snapshots. */
export class StoryFeed {
  usedAt = Date.now();
  private epoch: string | null = null;
  private ring = new Ring(0);
  private rooms: Rooms;
  private confirmedAt = Date.now();
  private isStale = false;
  private isClosed = false;
  private readonly shelf: SnapshotShelf;
  private readonly resumes = new ResumeShelf();
  private readonly cities = new StoryCities(() => this.wholeStory());
  private readonly byLive = new FreshRun(() => this.readOn('live'));
  private readonly byJoiners = new FreshRun(() => this.byLive.ask(), JOIN_READS_APART_MS);
  private readonly byApi = new FreshRun(() => this.readOn('api'));
  private readonly back = new FreshRun(() => this.readBack());

  constructor(
    readonly story: string,
    private readonly source: StorySource,
    private readonly metrics: GatewayMetrics,
    /** What this process served of the story before: nothing older is served again. */
    private readonly served: Position | null,
  ) {
    this.shelf = new SnapshotShelf(story, source, metrics);
    this.rooms = new Rooms(story, '', this.ring, metrics);
  }

  /** Null until the first reading. */
  get position(): Position | null {
    return this.epoch === null ? null : { epoch: this.epoch, seq: this.ring.top };
  }

  get hasReaders(): boolean {
    return !this.rooms.isEmpty;
  }

  /** How many readers. */
  get size(): number {
    return this.rooms.size;
  }

  /** Reads on by a read that starts after this call: what was acknowledged before it is in the ring after it. */
  catchUp(trust: Trust = 'live'): Promise<void> {
    return trust === 'live' ? this.byLive.ask() : this.byApi.ask();
  }

  /** The same for those who begin to follow. */
  catchUpToJoin(): Promise<void> {
    return this.byJoiners.ask();
  }

  /** What a doorbell told beside the hint that there is something to read. */
  note(rung: Rung): void {
    if (rung.epoch !== this.epoch) return;
    this.rooms.rung(rung);
    if (rung.base > this.ring.top) this.metrics.counts.gaps += 1;
  }

  /** Milliseconds since a source last said that nothing came after our position. */
  unconfirmedFor(now: number): number {
    return now - this.confirmedAt;
  }

  /** A source said that nothing came after our position. */
  confirm(): void {
    this.confirmedAt = Date.now();
  }

  /** The answer with all events after `seq`: from the ring or, up to 500 back, from the source. Null: too far back. */
  async resumed(
    seq: number,
    city: string | undefined,
  ): Promise<(Resume & { readonly source: ResumeSource }) | null> {
    if (this.ring.top - seq > LIMITS.resumeEvents) return null;
    let source: ResumeSource = 'ring';
    if (this.ring.after(seq) === null && !this.ring.isFull)
      source = (await this.back.ask().catch(() => undefined)) ?? 'ring';
    const slots = this.ring.after(seq);
    if (slots === null || this.epoch === null) return null;
    const resume = this.resumes.from(slots, { epoch: this.epoch, seq }, city);
    return resume && { ...resume, source };
  }

  /** A snapshot no older than anything served before; null when no source has one. */
  async snapshot(city?: string): Promise<EncodedSnapshot | null> {
    const atLeast = this.position;
    if (atLeast === null) return null;
    const snapshot = await this.shelf.get(city, atLeast);
    return isAtLeast(snapshot.position, atLeast) ? snapshot : null;
  }

  /** Costs a snapshot once per setup of the story. Rejects when no source has one. */
  hasCity(city: string): Promise<boolean> {
    return this.cities.has(city);
  }

  /** From `position` on the reader is sent every frame. Undefined when that is no position of this feed any more. */
  join(reader: Reader, city: string | undefined, position: Position): Seat | undefined {
    if (this.isClosed || position.epoch !== this.epoch) return undefined;
    return this.rooms.join(reader, city, position.seq);
  }

  leave(city: string | undefined, seat: Seat): void {
    this.usedAt = Date.now();
    this.rooms.leave(city, seat);
  }

  /** Heads for idle rooms, or word that nothing could be confirmed for five seconds. */
  pulse(now: number): void {
    const isStale = this.unconfirmedFor(now) > STALE_MS;
    if (isStale && !this.isStale) this.rooms.tellBehind();
    if (!isStale) this.rooms.sendHeads(now, this.isStale);
    this.isStale = isStale;
  }

  catchUpLate(): void {
    this.rooms.catchUpLate();
  }

  close(): void {
    this.isClosed = true;
    this.rooms.close('epoch');
  }

  /** Takes what a source has. Two readings may overlap: an event that is held already is passed by. */
  private async readOn(trust: Trust): Promise<void> {
    for (let page = 0; ; page += 1) {
      const position = this.position;
      if (position === null) return this.open();
      const next = await this.source.after(this.story, position, trust, page > 0);
      if (this.epoch !== position.epoch) return;
      if ('lost' in next) {
        if (next.lost !== 'ahead') await this.startAnew(next.lost);
        return;
      }
      this.take(next.slots, next.source);
      if (!next.more) return this.confirm();
    }
  }

  private take(slots: readonly Slot[], source: EventSource): void {
    if (slots.length > 0) this.resumes.clear();
    for (const slot of slots) {
      if (slot.seq !== this.ring.top + 1) continue;
      if (slot.event === '') this.metrics.counts.eventsQuarantined += 1;
      if (slot.changesSetup) this.cities.forget();
      this.metrics.by.events[source] += 1;
      this.ring.push(slot);
      this.rooms.pushed(slot);
    }
  }

  /** Live may still hold the epoch that is over, so only the api says where to start. Until it does, nothing changes. */
  private async startAnew(why: SnapshotReason): Promise<void> {
    const { ring } = this;
    const start = await this.positionByApi();
    if (this.ring === ring) this.startAt(start, why);
  }

  private async open(): Promise<void> {
    const { story, source, served } = this;
    const head = await source.head(story);
    const start = head && (served === null || isAtLeast(head, served)) ? head : await this.positionByApi();
    if (served?.epoch === start.epoch && start.seq < served.seq)
      throw new ApiUnavailableError('The sources are behind what was served.');
    if (this.epoch === null) this.startAt(start, 'epoch');
  }

  /** With an empty ring: what came before is read when somebody resumes from there. */
  private startAt({ epoch, seq }: Position, why: SnapshotReason): void {
    this.rooms.close(why);
    this.epoch = epoch;
    this.cities.forget();
    this.ring = new Ring(seq);
    this.rooms = new Rooms(this.story, epoch, this.ring, this.metrics);
    this.confirm();
  }

  private async wholeStory(): Promise<EncodedSnapshot> {
    const snapshot = await this.snapshot();
    if (!snapshot) throw new ApiUnavailableError('No source has a snapshot as new as what was served.');
    return snapshot;
  }

  private async positionByApi(): Promise<Position> {
    const snapshot = await this.source.snapshotByApi(this.story);
    this.shelf.put(snapshot);
    return snapshot.position;
  }

  private async readBack(): Promise<ResumeSource | undefined> {
    const { ring, position } = this;
    if (position === null) return undefined;
    const seq = Math.max(0, ring.top - LIMITS.resumeEvents);
    const earlier = await this.source.after(this.story, { ...position, seq }, 'live');
    if (!('slots' in earlier)) return undefined;
    ring.extendBack(earlier.slots);
    return earlier.source;
  }
}
