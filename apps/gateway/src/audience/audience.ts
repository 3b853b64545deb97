import { randomUUID } from 'node:crypto';
import type { ReaderCount } from '#contract/follow';
import type { ReaderCounts } from '#live/reader-counts';
import type { StoryFeeds } from '../feed/story-feeds.js';
import { isWorthSaying, type Said } from './worth-saying.js';

const LOOK_MS = 1_000;
/** A word holds for five seconds: with two in each of these, one may be lost. */
const REPEAT_MS = 2_000;

/** What one at the desk is to us. */
export interface AtTheDesk {
  follows(story: string): boolean;
  tell(count: ReaderCount): void;
}
/** By story that it follows. */
type SaidTo = Map<string, Said>;

/** Tells the desk how many read each story, here and at all other gateways. Who is at the desk is not counted. */
export class Audience {
  /** Another with every start: a name given twice would hide readers. */
  private readonly gateway = randomUUID();
  private readonly desks = new Map<AtTheDesk, SaidTo>();
  /** What the other gateways were told, by story. */
  private readonly told = new Map<string, Said>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(
    private readonly feeds: Pick<StoryFeeds, 'all'>,
    private readonly counts: Pick<ReaderCounts, 'tell'>,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  /** Everybody has left: the others need not find out by themselves. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([...this.told.keys()].map((story) => this.sum(story, 0, false)));
  }

  /** Tells this one of the stories it follows from now on. Returns how to end that. */
  attend(desk: AtTheDesk): () => void {
    this.desks.set(desk, new Map());
    return () => void this.desks.delete(desk);
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const sizes = new Map([...this.feeds.all].map((feed) => [feed.story, feed.size]));
    const stories = new Set([...sizes.keys(), ...this.told.keys()]);
    await Promise.all([...stories].map((story) => this.lookAt(story, sizes.get(story) ?? 0)));
    this.isLooking = false;
  }

  private async lookAt(story: string, size: number): Promise<void> {
    const present = [...this.desks].filter(([desk]) => desk.follows(story));
    for (const [desk, said] of this.desks) if (!desk.follows(story)) said.delete(story);
    const count = await this.sum(story, size - present.length, present.length > 0);
    if (count === undefined) return;
    const now = Date.now();
    for (const [desk, said] of present) {
      if (!isWorthSaying(count, said.get(story), now)) continue;
      said.set(story, { count, at: now });
      desk.tell({ story, count });
    }
  }

  /** Undefined when nobody needs to know, and while Redis is away: then nothing is known about the others. */
  private async sum(story: string, here: number, isAsked: boolean): Promise<number | undefined> {
    const told = this.told.get(story) ?? { count: 0, at: Number.POSITIVE_INFINITY };
    const now = Date.now();
    if (!isAsked && here === told.count && now - told.at < REPEAT_MS) return undefined;
    if (here === 0) this.told.delete(story);
    else this.told.set(story, { count: here, at: now });
    return this.counts.tell(story, this.gateway, here).catch(() => undefined);
  }
}
