import type { DeskMoved } from '#contract/desk';
import type { DeskBell } from '#live/desk-bell';
import type { ApiClient } from '../source/api-client.js';
import { FreshRun } from '../source/fresh-run.js';
import type { DeskSessions } from './desk-sessions.js';

const LOOK_MS = 500;
/** Rings may be lost, and while Redis is away there are none. */
const ASK_ANYWAY_MS = 2_000;
const APART_MS = 100;

/** What one at the desk is to us. */
export interface AtTheDesk {
  readonly token: string;
  /** The stories it follows. */
  stories(): ReadonlySet<string>;
  tell(moved: DeskMoved): void;
}
/** Those who see the same of a story's desk: its editors, or one who sees some of it. */
interface Group {
  readonly story: string;
  readonly run: FreshRun<void>;
  askedAt: number;
}

/**
 * Tells those at the desk what happens there, in the stories that they follow. The api is asked, with the token of one
 * who is told: what nobody here may see does not come here.
 */
export class DeskNews {
  /** By story, the number up to which each was told. */
  private readonly desks = new Map<AtTheDesk, Map<string, number>>();
  private readonly groups = new Map<string, Group>();
  private timer: NodeJS.Timeout | undefined;
  private stopBell: (() => void) | undefined;

  constructor(
    private readonly api: Pick<ApiClient, 'deskLog'>,
    private readonly sessions: Pick<DeskSessions, 'sightOf'>,
    private readonly bell: Pick<DeskBell, 'listen'>,
  ) {}

  async start(): Promise<void> {
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.stopBell = await this.bell.listen((story) => this.heard(story)).catch(() => undefined);
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopBell?.();
  }

  /** Tells this one from now on. Returns how to end that. */
  attend(desk: AtTheDesk): () => void {
    this.desks.set(desk, new Map());
    return () => void this.desks.delete(desk);
  }

  private heard(story: string): void {
    for (const [desk] of this.desks) if (desk.stories().has(story)) this.ask(this.groupOf(desk, story));
  }

  /** Whoever is new in a story is told where its desk is; the others are asked for when nothing was heard for long. */
  private look(): void {
    const wanted = new Set<string>();
    const now = Date.now();
    for (const [desk, told] of this.desks) {
      const followed = desk.stories();
      for (const story of told.keys()) if (!followed.has(story)) told.delete(story);
      for (const story of followed) {
        const key = this.groupOf(desk, story);
        if (key === null) continue;
        wanted.add(key);
        const isDue = now - (this.groups.get(key)?.askedAt ?? 0) >= ASK_ANYWAY_MS;
        if (!told.has(story) || isDue) this.ask(key);
      }
    }
    for (const key of this.groups.keys()) if (!wanted.has(key)) this.groups.delete(key);
  }

  /** Null: sees nothing of it. */
  private groupOf({ token }: AtTheDesk, story: string): string | null {
    const sight = this.sessions.sightOf(token, story);
    return sight === 'nothing' ? null : `${story} ${sight === 'all' ? '' : token}`;
  }

  private ask(key: string | null): void {
    if (key === null) return;
    const group = this.groups.get(key) ?? this.open(key);
    group.askedAt = Date.now();
    group.run.ask().catch(() => undefined); // the api is away, or the token's time is over: the next look asks again
  }

  private open(key: string): Group {
    const story = key.slice(0, key.indexOf(' '));
    const group = { story, run: new FreshRun(() => this.fetch(key, story), APART_MS), askedAt: 0 };
    this.groups.set(key, group);
    return group;
  }

  private async fetch(key: string, story: string): Promise<void> {
    const members = [...this.desks].filter(
      ([desk]) => desk.stories().has(story) && this.groupOf(desk, story) === key,
    );
    const [first] = members;
    if (!first) return;
    const told = members.flatMap(([, numbers]) => numbers.get(story) ?? []);
    const after = told.length ? Math.min(...told) : undefined;
    const { deskSeq, entries } = await this.api.deskLog(story, after, first[0].token);
    for (const [desk, numbers] of members) {
      const have = numbers.get(story);
      if (have === deskSeq) continue; // a lower one is that of a database put back to an older point
      const fresh = have === undefined ? [] : entries.filter((entry) => entry.deskSeq > have);
      numbers.set(story, deskSeq);
      desk.tell({
        ...{ story, deskSeq },
        entries: fresh.map((entry) => ({ deskSeq: entry.deskSeq, action: entry.action, about: entry.about })),
      });
    }
  }
}
