import { randomUUID } from 'node:crypto';
import type { StoryEvent } from '#contract/event';
import type { Leading } from '#contract/figure';
import type { EventRange, Frame } from '#contract/follow';
import { LIMITS } from '#contract/limits';
import { CodedError } from '#contract/problems';
import type { Snapshot } from '#contract/snapshot';
import type { City } from '#contract/story';
import type { CityTotalsView, MetricSums, StoryCounts, TotalsPatch } from '#contract/totals';
import { patchForCity } from '#contract/totals-patch';
import type { PublishedUpdate, RetractedUpdate } from '#contract/update';
import { withheldForm } from '#contract/withheld';
import { applyFrame, concerns } from '#contract/view';

export const CITIES = ['moscow', 'spb', 'kazan', 'perm'];
const AT = '2021-01-23T12:00:00Z';

type Unnumbered = StoryEvent extends infer E
  ? E extends StoryEvent
    ? Omit<E, 'seq' | 'shownAt' | 'changes'>
    : never
  : never;
interface Recorded {
  readonly event: StoryEvent;
  readonly totals: TotalsPatch;
}

/** One story as a journal would keep it, in memory: its events, its snapshots per city, its ranges. */
export class StoryBook {
  readonly story = `story-${randomUUID()}`;
  epoch = randomUUID();
  private records: Recorded[] = [];
  private snapshots = new Map<string | undefined, Snapshot>();
  private counts: StoryCounts = { updates: { published: 0, retracted: 0, corrected: 0 }, citiesReporting: 0 };

  constructor() {
    for (const city of [undefined, ...CITIES]) this.snapshots.set(city, this.empty());
    this.append({ kind: 'story.opened', cities: [], story: this.empty().story }, {});
  }

  get head(): number {
    return this.records.length;
  }

  snapshot(city?: string): Snapshot {
    const snapshot = this.snapshots.get(city);
    if (!snapshot) throw new CodedError('unknown_city', 'No such city.');
    return snapshot;
  }

  /** Posts an update about `city`, with its running total. */
  post(city: string | null, text = `news of ${city}`, id: string = randomUUID()): PublishedUpdate {
    const update: PublishedUpdate = {
      ...{ id, revision: 1, city, cities: city === null ? [] : [city], occurredAt: AT, receivedAt: AT },
      ...{ publishedAt: AT, firstSeq: this.head + 1, lateArrival: false, status: 'published', byline: null },
      ...{
        headline: null,
        text,
        keyEvent: false,
        labels: [],
        evidence: [],
        media: [],
        confirmed: true,
        figures: [],
      },
      ...{ correctionNote: null, correctedAt: null, erased: false },
    };
    this.counted({ published: 1 });
    this.append({ kind: 'update.posted', cities: update.cities, update, pins: [] }, this.totals(city));
    return update;
  }

  /** Moves an update to another city, with a note. */
  correct(update: PublishedUpdate, city: string): PublishedUpdate {
    const corrected: PublishedUpdate = {
      ...update,
      ...{
        revision: update.revision + 1,
        city,
        cities: [city],
        correctionNote: 'It was elsewhere.',
        correctedAt: AT,
      },
    };
    const cities = [...new Set([...update.cities, city])];
    this.counted({ corrected: 1 });
    this.append({ kind: 'update.corrected', cities, update: corrected, pins: [] }, this.totals(city));
    return corrected;
  }

  retract(update: PublishedUpdate): void {
    const { id, revision, city, cities, occurredAt, receivedAt, publishedAt, firstSeq, lateArrival } = update;
    const struck: RetractedUpdate = {
      ...{ id, revision, city, cities, occurredAt, receivedAt, publishedAt, firstSeq, lateArrival },
      ...{ status: 'retracted', retractedAt: AT, note: 'It was wrong.' },
    };
    this.counted({ published: -1, retracted: 1 });
    this.append({ kind: 'update.retracted', cities, update: struck, pins: [] }, this.totals(city));
    this.records = this.records.map((record) => ({
      ...record,
      event: record.event.seq < this.head ? withheld(record.event, id) : record.event,
    }));
  }

  /** The story covers one city more. */
  cover(city: string): void {
    const { story } = this.snapshot();
    this.snapshots.set(city, { ...this.snapshot(), updates: [] });
    const cities = [...story.cities, aCity(city)];
    this.append({ kind: 'story.edited', cities: [], story: { ...story, cities } }, {});
  }

  /** The database lost commits: everything so far is under another name. */
  newEpoch(): void {
    this.epoch = randomUUID();
    for (const [city, snapshot] of this.snapshots)
      this.snapshots.set(city, { ...snapshot, position: { epoch: this.epoch, seq: this.head } });
  }

  /** Events after `seq`, encoded for the log. */
  after(seq: number): readonly Recorded[] {
    return this.records.slice(seq);
  }

  range(after: number, epoch: string | null): EventRange {
    if (epoch !== null && epoch !== this.epoch) throw new CodedError('other_epoch', 'Another epoch.');
    if (after > this.head) throw new CodedError('position_ahead', 'Ahead.');
    const records = this.records.slice(after, after + LIMITS.resumeEvents);
    const totals = records.map((record) => (Object.keys(record.totals).length === 0 ? null : record.totals));
    return { frame: this.frame(after + 1, records), totals, head: this.head };
  }

  private append(event: Unnumbered, totals: TotalsPatch): void {
    const seq = this.head + 1;
    const numbered = { ...event, seq, shownAt: AT, changes: [] } as StoryEvent;
    const record = { event: numbered, totals };
    this.records.push(record);
    for (const city of this.snapshots.keys()) {
      const isShown = concerns(numbered, city);
      const patch = city === undefined ? totals : patchForCity(totals, city);
      const frame = { ...this.frame(seq, []), to: seq, events: isShown ? [numbered] : [], totals: patch };
      const next = applyFrame(this.snapshot(city), frame, city);
      if (typeof next === 'string') throw new Error(`The book does not hold what it needs: ${next}`);
      this.snapshots.set(city, next);
    }
  }

  private frame(from: number, records: readonly Recorded[]): Frame {
    const totals = Object.assign({}, ...records.map((record) => record.totals)) as TotalsPatch;
    const events = records.map((record) => record.event);
    return { epoch: this.epoch, from, to: from - 1 + records.length, events, totals };
  }

  private counted(by: Partial<StoryCounts['updates']>): void {
    const { published, retracted, corrected } = this.counts.updates;
    this.counts = {
      updates: {
        published: published + (by.published ?? 0),
        retracted: retracted + (by.retracted ?? 0),
        corrected: corrected + (by.corrected ?? 0),
      },
      citiesReporting: 1,
    };
  }

  /** Arrests as many as there are events: every event changes the story's sums and one city's total. */
  private totals(city: string | null): TotalsPatch {
    const n = this.head + 1;
    const leading: Leading = {
      ...{ low: n, high: n, qualifier: 'exact', words: null, label: `${n}`, asOf: AT, source: 'own' },
    };
    const sums: MetricSums = {
      ...{ type: 'counter', citySum: null, storyWide: {}, leading, citySumExceedsClaim: false },
    };
    const ofCity: CityTotalsView = { leading, range: null };
    return { counts: this.counts, arrests: sums, ...(city === null ? {} : { [`arrests/${city}`]: ofCity }) };
  }

  private empty(): Snapshot {
    const story = {
      ...{ id: this.story, title: 'A day', standfirst: null, date: null, timeZone: 'Europe/Moscow' },
      ...{ status: 'live' as const, cities: CITIES.map(aCity), sources: [] },
      ...{ metrics: { arrests: 'counter' as const } },
    };
    return {
      ...{ story, position: { epoch: this.epoch, seq: 0 }, totals: { ...this.counts, metrics: {} } },
      ...{ pins: [], keyEvents: [], updates: [], lateArrivals: [], older: null },
    };
  }
}

function aCity(id: string): City {
  return { id, name: id, country: 'RU', lat: 55, lon: 37, timeZone: 'Europe/Moscow' };
}

function withheld(event: StoryEvent, id: string): StoryEvent {
  return 'update' in event && event.update.id === id ? withheldForm(event) : event;
}
