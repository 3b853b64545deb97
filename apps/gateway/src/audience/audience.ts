import { randomUUID } from 'node:crypto';
import type { ReaderCount } from '#contract/follow';
import type { ReaderCounts } from '#live/reader-counts';
import type { StoryFeeds } from '../feed/story-feeds.js';
import type { Reader } from '../reader/reader.js';
import { isWorthSaying, type Said } from './worth-saying.js';

const LOOK_MS = 1_000;
/** A word holds for five seconds: with two in each of these, one may be lost. */
const REPEAT_MS = 2_000;

/** What a desk's socket is to us. */
interface DeskSocket {
  emit(event: 'readers', count: ReaderCount): unknown;
  once(event: 'disconnect', left: () => void): unknown;
}
interface Desk {
  readonly socket: DeskSocket;
  /** By story that it follows. */
  readonly said: Map<string, Said>;
}

const NOBODY: ReadonlySet<Reader> = new Set();

/** Tells the desk how many read each story, here and at all other gateways. Who is at the desk is not counted. */
export class Audience {
  /** Another with every start: a name given twice would hide readers. */
  private readonly gateway = randomUUID();
  private readonly desks = new Map<Reader, Desk>();
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

  /** Tells this one of the stories it follows from now on. */
  attend(reader: Reader, socket: DeskSocket): void {
    this.desks.set(reader, { socket, said: new Map() });
    socket.once('disconnect', () => this.desks.delete(reader));
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const followed = new Map([...this.feeds.all].map(({ story, readers }) => [story, readers]));
    const stories = new Set([...followed.keys(), ...this.told.keys()]);
    await Promise.all([...stories].map((story) => this.lookAt(story, followed.get(story) ?? NOBODY)));
    this.isLooking = false;
  }

  private async lookAt(story: string, readers: ReadonlySet<Reader>): Promise<void> {
    const desks: Desk[] = [];
    for (const [reader, desk] of this.desks) {
      if (readers.has(reader)) desks.push(desk);
      else desk.said.delete(story);
    }
    const count = await this.sum(story, readers.size - desks.length, desks.length > 0);
    if (count === undefined) return;
    const now = Date.now();
    for (const { socket, said } of desks) {
      if (!isWorthSaying(count, said.get(story), now)) continue;
      said.set(story, { count, at: now });
      socket.emit('readers', { story, count });
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
