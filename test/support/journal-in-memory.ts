import { createHash, randomUUID } from 'node:crypto';
import type { KeyEvent, StoryEvent } from '#contract/event';
import { LIMITS } from '#contract/limits';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { TotalsPatch, TotalsView } from '#contract/totals';
import { patchTotals } from '#contract/totals-patch';
import type { PublishedUpdate, UpdateView } from '#contract/update';
import { withheldForm } from '#contract/withheld';
import { byTimeline, keyEventOf, olderAddress } from '#contract/view';
import type {
  JournalEvent,
  JournalInstall,
  JournalSource,
  StoryHead,
} from '../../apps/relay/src/journal-source.js';

interface Draft {
  readonly kind: StoryEvent['kind'];
  readonly story?: StoryView;
  readonly update?: UpdateView;
  readonly pins?: readonly string[];
}

/** A story kept whole in memory: its view is made from all its updates, never from the view before. */
class RecordedStory {
  epoch: string = randomUUID();
  events: JournalEvent[] = [];
  updates = new Map<string, UpdateView>();
  withheld = new Map<string, number>();
  pins: string[] = [];
  totals: TotalsView = {
    metrics: {},
    updates: { published: 0, retracted: 0, corrected: 0 },
    citiesReporting: 0,
  };

  constructor(public view: StoryView) {}

  get seq(): number {
    return this.events.length;
  }
  get hash(): string {
    return this.events.at(-1)?.hash ?? '';
  }

  record(draft: Draft, totals: TotalsPatch, withholds: JournalEvent['withholds'] = null): void {
    const seq = this.seq + 1;
    const cities = draft.update?.cities ?? [];
    const event = { seq, shownAt: instant(seq), cities, changes: [], ...draft } as unknown as StoryEvent;
    const hash = createHash('sha256').update(JSON.stringify(event)).digest('hex');
    this.totals = patchTotals(this.totals, totals);
    this.events.push({ seq, hash, event, totals, withholds });
    if (withholds) this.withheld.set(withholds.update, withholds.upTo);
  }

  read(from: number, to: number): JournalEvent[] {
    return this.events.slice(from - 1, to).map((stored) => {
      const event = stored.event as StoryEvent;
      if (!('update' in event)) return stored;
      if (event.seq > (this.withheld.get(event.update?.id) ?? 0)) return stored;
      return { ...stored, event: withheldForm(event) };
    });
  }

  snapshot(): Snapshot {
    const sorted = [...this.updates.values()].sort(byTimeline);
    const updates = sorted.slice(0, LIMITS.firstUpdates);
    const below = sorted.slice(LIMITS.firstUpdates);
    const last = updates.at(-1);
    const published = sorted.filter((update): update is PublishedUpdate => update.status === 'published');
    const keyEvents: KeyEvent[] = published.filter(({ keyEvent }) => keyEvent).map(keyEventOf);
    return {
      story: this.view,
      position: { epoch: this.epoch, seq: this.seq },
      totals: this.totals,
      pins: this.pins.map((id) => this.updates.get(id) as PublishedUpdate),
      keyEvents,
      updates,
      lateArrivals: below
        .filter(({ lateArrival }) => lateArrival)
        .sort((a, b) => b.firstSeq - a.firstSeq)
        .slice(0, LIMITS.lateArrivals),
      older: below.length > 0 && last ? olderAddress(this.view.id, last) : null,
    };
  }
}

/** The journal as the relay sees it, with the writes of a newsroom. */
export class JournalInMemory implements JournalSource {
  readonly stories = new Map<string, RecordedStory>();
  askedForHeads = 0;
  private readonly listeners = new Set<(head: StoryHead) => void>();

  open(id: string): RecordedStory {
    const cities = ['moscow', 'spb', 'kazan'].map((city) => aCity(city));
    const view: StoryView = {
      ...{ id, title: `Story ${id}`, standfirst: null, date: '2021-01-23', timeZone: 'Europe/Moscow' },
      ...{ status: 'live', cities, sources: [], metrics: { arrests: 'counter' } },
    };
    const story = new RecordedStory(view);
    this.stories.set(id, story);
    story.record({ kind: 'story.opened', story: view }, {});
    this.ring(id);
    return story;
  }

  story(id: string): RecordedStory {
    const story = this.stories.get(id);
    if (!story) throw new Error(`no story ${id}`);
    return story;
  }

  post(id: string, given: Partial<PublishedUpdate> = {}, totals: TotalsPatch = {}): string {
    const story = this.story(id);
    const firstSeq = story.seq + 1;
    const update: PublishedUpdate = { ...anUpdate(firstSeq), ...given, firstSeq };
    const below = [...story.updates.values()].filter((other) => byTimeline(other, update) < 0).length;
    const lateArrival = below >= LIMITS.firstUpdates;
    this.show(story, 'update.posted', { ...update, lateArrival }, totals);
    return update.id;
  }

  correct(id: string, update: string, given: Partial<PublishedUpdate>): void {
    const story = this.story(id);
    const held = story.updates.get(update) as PublishedUpdate;
    const corrected = { ...held, ...given, revision: held.revision + 1, correctionNote: 'was wrong' };
    this.show(story, 'update.corrected', corrected);
  }

  retract(id: string, update: string): void {
    const story = this.story(id);
    const { revision, city, cities, occurredAt, receivedAt, publishedAt, firstSeq, lateArrival } =
      story.updates.get(update) as PublishedUpdate;
    const kept = {
      id: update,
      revision: revision + 1,
      city,
      cities,
      occurredAt,
      receivedAt,
      publishedAt,
      firstSeq,
    };
    const retractedAt = instant(story.seq + 1);
    const shown: UpdateView = { ...kept, lateArrival, status: 'retracted', retractedAt, note: 'not so' };
    story.updates.set(update, shown);
    story.pins = story.pins.filter((pin) => pin !== update);
    const withholds = { update, upTo: story.seq };
    story.record({ kind: 'update.retracted', update: shown, pins: [...story.pins] }, {}, withholds);
    this.ring(id);
  }

  pin(id: string, update: string): void {
    const story = this.story(id);
    story.pins = [update, ...story.pins.filter((pin) => pin !== update)];
    this.show(story, 'pin.added', story.updates.get(update) as PublishedUpdate);
  }

  edit(id: string, title: string): void {
    const story = this.story(id);
    story.view = { ...story.view, title };
    story.record({ kind: 'story.edited', story: story.view }, {});
    this.ring(id);
  }

  /** Something that is no story event gets a number all the same. */
  spoil(id: string): void {
    this.story(id).record({ kind: 'nonsense' as StoryEvent['kind'] }, {});
    this.ring(id);
  }

  /** A backup is loaded that ends at `seq`. */
  loseAfter(id: string, seq: number): void {
    const story = this.story(id);
    story.events = story.events.slice(0, seq);
    for (const [update, { firstSeq }] of story.updates) if (firstSeq > seq) story.updates.delete(update);
  }

  async heads(): Promise<readonly StoryHead[]> {
    this.askedForHeads += 1;
    return [...this.stories].map(([id, { epoch, seq, hash }]) => ({ id, epoch, seq, hash }));
  }
  async events(story: string, from: number, to: number): Promise<readonly JournalEvent[]> {
    return this.story(story).read(from, to);
  }
  async install(story: string, window: number): Promise<JournalInstall | null> {
    const recorded = this.stories.get(story);
    if (!recorded) return null;
    const { epoch, seq, hash } = recorded;
    const events = recorded.read(Math.max(1, seq - window + 1), seq);
    return { head: { id: story, epoch, seq, hash }, snapshot: recorded.snapshot(), events };
  }
  async hashAt(story: string, seq: number): Promise<string | null> {
    return this.story(story).events[seq - 1]?.hash ?? null;
  }
  async newEpoch(story: string, observed: string): Promise<void> {
    if (this.story(story).epoch === observed) this.story(story).epoch = randomUUID();
  }
  async onDoorbell(listener: (head: StoryHead) => void): Promise<() => void> {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private show(
    story: RecordedStory,
    kind: 'update.posted' | 'update.corrected' | 'pin.added',
    update: PublishedUpdate,
    totals: TotalsPatch = {},
  ): void {
    story.updates.set(update.id, update);
    story.record({ kind, update, pins: [...story.pins] }, totals);
    this.ring(story.view.id);
  }
  private ring(story: string): void {
    const { epoch, seq, hash } = this.story(story);
    for (const listener of this.listeners) listener({ id: story, epoch, seq, hash, committedAt: Date.now() });
  }
}

const instant = (second: number): string =>
  new Date(Date.UTC(2021, 0, 23, 9) + second * 1_000).toISOString().replace('.000Z', 'Z');

function anUpdate(seq: number): PublishedUpdate {
  const at = instant(seq);
  return {
    ...{
      id: randomUUID(),
      revision: 1,
      city: 'moscow',
      cities: ['moscow'],
      status: 'published',
      firstSeq: seq,
    },
    ...{ occurredAt: at, receivedAt: at, publishedAt: at, lateArrival: false, byline: null, headline: null },
    ...{
      text: `On the street, ${seq}`,
      keyEvent: false,
      labels: [],
      evidence: [],
      media: [],
      confirmed: true,
      figures: [],
    },
    ...{ correctionNote: null, correctedAt: null, erased: false },
  };
}

function aCity(id: string): StoryView['cities'][number] {
  return { id, name: id, country: 'RU', lat: 55, lon: 37, timeZone: 'Europe/Moscow' };
}
