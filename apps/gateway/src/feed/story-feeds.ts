import { CodedError } from '#contract/problems';
import type { Position } from '#contract/snapshot';
import type { Ring as Rung } from '#live/doorbell';
import type { LiveHead } from '#live/live-reader';
import type { GatewayMetrics } from '../gateway-metrics.js';
import type { StorySource, Trust } from '../source/story-source.js';
import { StoryFeed } from './story-feed.js';

const HEADS_MS = 1_000;
const API_CHECKS_MS = 5_000;
const LATE_MS = 100;
const KEEP_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/** The stories this gateway follows, kept at their head by live's doorbell and by polling. */
export class StoryFeeds {
  private readonly feeds = new Map<string, StoryFeed>();
  private readonly served = new Map<string, Position>();
  private readonly timers: NodeJS.Timeout[] = [];
  private stopDoorbell: (() => void) | undefined;
  private isLooking = false;

  constructor(
    private readonly source: StorySource,
    private readonly metrics: GatewayMetrics,
  ) {}

  get all(): Iterable<StoryFeed> {
    return this.feeds.values();
  }

  /** The doorbell only hurries; the poll behind it is what can be relied on. */
  async start(): Promise<void> {
    this.timers.push(
      setInterval(() => void this.look(), HEADS_MS),
      setInterval(() => this.askApi(), API_CHECKS_MS),
      setInterval(() => this.catchUpLate(), LATE_MS),
    );
    this.stopDoorbell = await this.source.onDoorbell((rung) => this.heard(rung)).catch(() => undefined);
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.stopDoorbell?.();
    for (const feed of this.feeds.values()) feed.close();
    this.feeds.clear();
  }

  private heard(rung: Rung): void {
    const feed = this.feeds.get(rung.story);
    if (!feed?.hasReaders) return;
    feed.note(rung);
    void this.catchUp(feed);
  }

  /** The story's feed, at a position read after this call. Rejects with `story_not_found`, or when no source answers. */
  async followed(story: string): Promise<StoryFeed> {
    const feed = this.feeds.get(story) ?? this.open(story);
    feed.usedAt = Date.now();
    try {
      await feed.catchUpToJoin();
    } catch (error) {
      this.failed(feed, error);
      throw error;
    }
    return feed;
  }

  private open(story: string): StoryFeed {
    const feed = new StoryFeed(story, this.source, this.metrics, this.served.get(story) ?? null);
    this.feeds.set(story, feed);
    this.metrics.gauges.stories = this.feeds.size;
    return feed;
  }

  private drop(feed: StoryFeed): void {
    if (this.feeds.get(feed.story) !== feed) return;
    this.feeds.delete(feed.story);
    this.metrics.gauges.stories = this.feeds.size;
    this.source.forget(feed.story);
    if (feed.position) remember(this.served, feed.story, feed.position);
    feed.close();
  }

  private failed(feed: StoryFeed, error: unknown): void {
    const isUnknown = error instanceof CodedError && error.code === 'story_not_found';
    if (isUnknown || feed.position === null) this.drop(feed);
  }

  private async catchUp(feed: StoryFeed, trust: Trust = 'live'): Promise<void> {
    await feed.catchUp(trust).catch((error: unknown) => this.failed(feed, error));
  }

  private async look(): Promise<void> {
    const now = Date.now();
    for (const feed of this.feeds.values()) {
      feed.pulse(now);
      if (!feed.hasReaders && now - feed.usedAt > KEEP_MS) this.drop(feed);
    }
    const feeds = [...this.feeds.values()].filter((feed) => feed.hasReaders);
    if (feeds.length === 0) this.measure([]);
    if (feeds.length === 0 || this.isLooking) return;
    this.isLooking = true;
    const asked = this.source.heads(feeds.map((feed) => feed.story)).finally(() => {
      this.isLooking = false;
    });
    const heads = this.source.isLiveDown ? undefined : await asked;
    this.measure(feeds, heads);
    for (const [index, feed] of feeds.entries()) this.compare(feed, heads?.[index] ?? null);
  }

  private measure(feeds: readonly StoryFeed[], heads: readonly (LiveHead | null)[] = []): void {
    const lags = feeds.map(({ position }, i) =>
      position && position.epoch === heads[i]?.epoch ? heads[i].seq - position.seq : 0,
    );
    const now = Date.now();
    const unconfirmed = feeds.map((feed) => feed.unconfirmedFor(now) / 1_000);
    const { gauges } = this.metrics;
    gauges.lagEvents = Math.max(0, ...lags);
    gauges.unconfirmedSeconds = Math.max(0, ...unconfirmed);
  }

  private compare(feed: StoryFeed, head: LiveHead | null): void {
    const { position } = feed;
    if (head && position && head.epoch === position.epoch && head.seq === position.seq) feed.confirm();
    else void this.catchUp(feed);
  }

  /** Live may be alive and yet not be told of anything new. */
  private askApi(): void {
    for (const feed of this.feeds.values()) if (feed.hasReaders) void this.catchUp(feed, 'api');
  }

  private catchUpLate(): void {
    for (const feed of this.feeds.values()) feed.catchUpLate();
  }
}

function remember<T>(map: Map<string, T>, story: string, value: T): void {
  map.delete(story);
  map.set(story, value);
  const oldest = map.keys().next();
  if (map.size > MOST_REMEMBERED && !oldest.done) map.delete(oldest.value);
}
