import type { Snapshot } from '#contract/snapshot';
import type { LiveState } from '#live/live-functions';
import type { LiveWriter } from '#live/live-writer';
import { LOG_WINDOW } from '#live/log-window';
import { viewChange } from '#live/view-pieces';
import { encodeBatch, foldBatch } from './fold-batch.js';
import type { JournalEvent, JournalSource, StoryHead } from './journal-source.js';
import type { RelayCounters } from './relay-counters.js';

const BATCH = 200;

export interface RelayLog {
  warn(message: string): void;
}
export interface Carriage {
  readonly journal: JournalSource;
  readonly live: LiveWriter;
  readonly counters: RelayCounters;
  readonly log: RelayLog;
}
interface Held {
  readonly state: LiveState;
  readonly snapshot: Snapshot;
}

/**
 * Carries one story from the journal to Redis, one call at a time. What it remembers is only ever the result of a
 * write Redis confirmed or of a read: after any other answer it forgets and looks again.
 */
export class StoryCarrier {
  private held: Held | null = null;
  private known: LiveState | null = null;
  private readonly unreadable = new Set<number>();

  constructor(
    readonly story: string,
    private readonly through: Carriage,
  ) {}

  isAt({ epoch, seq, hash }: StoryHead): boolean {
    return this.known?.epoch === epoch && this.known.seq === seq && this.known.hash === hash;
  }

  /** Takes in what Redis says, which another relay, or a fault, may have changed. */
  notice(state: LiveState | null): void {
    const { held } = this;
    this.known = state;
    if (!state || held?.state.installed !== state.installed || held.state.seq !== state.seq) this.held = null;
  }

  /** Lets go of the view, which an idle story does not need in memory. */
  rest(): void {
    this.held = null;
  }

  /** Brings Redis to `head`. False: another look is needed first, at the journal's head and at Redis. */
  async carry(head: StoryHead): Promise<boolean> {
    await this.carryOn(head);
    return this.known !== null;
  }

  private async carryOn(head: StoryHead): Promise<void> {
    let held = this.held;
    this.notice(null);
    held ??= await this.read();
    while (held && held.state.seq !== head.seq && canContinue(held.state, head)) {
      held = await this.carryBatch(held, head);
    }
    if (!held) return;
    if (canContinue(held.state, head)) this.remember(held);
    else await this.replace(held.state);
  }

  private async read(): Promise<Held | null> {
    const held = await this.through.live.held(this.story);
    if (held?.snapshot) return { state: held.state, snapshot: held.snapshot };
    return this.install(held?.state ?? null, held !== null);
  }

  /** Null: something else had to be done, and is done. */
  private async carryBatch({ state, snapshot }: Held, head: StoryHead): Promise<Held | null> {
    const { story, through } = this;
    const to = Math.min(head.seq, state.seq + BATCH);
    // with the event before, in one statement: its hash says that these events continue what Redis holds
    const [before, events] = await this.following(state.seq, to);
    if (before && before.hash !== state.hash) return this.replace(state);
    const hash = events.at(-1)?.hash;
    if (hash === undefined || (to === head.seq && hash !== head.hash)) return null;
    const { entries, unreadable, view } = foldBatch(snapshot, events);
    if (view === 'reload') return this.install(state);
    const withholds = events.flatMap((event) => event.withholds ?? []);
    const change = viewChange(snapshot, view);
    const { committedAt } = head;
    const batch = { story, base: state, entries, withholds, view: change, hash, committedAt };
    const applied = await through.live.apply(batch);
    if (applied.outcome === 'gap') through.counters.gaps += 1;
    if (applied.outcome !== 'applied') return null;
    through.counters.applied += entries.length;
    this.quarantine(unreadable);
    return { state: applied.state, snapshot: view };
  }

  /** All events after `seq` up to `to`, and the one at `seq`, which is null before the first. */
  private async following(seq: number, to: number): Promise<[JournalEvent | null, readonly JournalEvent[]]> {
    const read = await this.through.journal.events(this.story, Math.max(seq, 1), to);
    const first = seq === 0 ? 1 : seq;
    if (read.length !== to - first + 1 || read.some((event, i) => event.seq !== first + i))
      throw new Error(`The journal does not give all events ${first}–${to} of ${this.story}.`);
    return seq === 0 ? [null, read] : [read[0] ?? null, read.slice(1)];
  }

  /** Redis cannot be continued. Compared with a head read after it: only then does ahead mean ahead. */
  private async replace(state: LiveState): Promise<null> {
    const { journal, counters, log } = this.through;
    const head = (await journal.heads()).find(({ id }) => id === this.story);
    if (!head) return null;
    if (head.epoch === state.epoch) {
      const why = await this.forkOf(state, head);
      if (!why && head.seq - state.seq <= LOG_WINDOW) return null;
      if (why) {
        counters.forks += 1;
        log.warn(`Story ${this.story} gets a new epoch: ${why}.`);
        await journal.newEpoch(this.story, head.epoch, why);
      }
    }
    await this.install(state);
    return null;
  }

  private async forkOf({ seq, hash }: LiveState, head: StoryHead): Promise<string | null> {
    if (seq > head.seq) return `Redis holds event ${seq}, the journal ends at ${head.seq}`;
    if (seq === 0 || (await this.through.journal.hashAt(this.story, seq)) === hash) return null;
    return `the journal's event ${seq} is not the one that Redis holds`;
  }

  /** `seen`: what Redis held before the journal is read here. */
  private async install(seen: LiveState | null, force = false): Promise<null> {
    const { story } = this;
    const { journal, live, counters } = this.through;
    const read = await journal.install(story, LOG_WINDOW);
    if (!read) return null;
    const { entries, unreadable } = encodeBatch(read.events);
    const { head, snapshot } = read;
    const result = await live.install({ story, hash: head.hash, snapshot, entries, seen, force });
    if (result.outcome === 'kept') return null;
    counters.installed += 1;
    this.quarantine(unreadable);
    this.remember({ state: result.state, snapshot });
    return null;
  }

  private remember(held: Held): void {
    this.held = held;
    this.known = held.state;
  }

  private quarantine(unreadable: readonly number[]): void {
    for (const seq of unreadable.filter((one) => !this.unreadable.has(one))) {
      this.unreadable.add(seq);
      this.through.counters.quarantined += 1;
      this.through.log.warn(
        `Event ${seq} of story ${this.story} cannot be read; readers get its number only.`,
      );
    }
  }
}

/** Same epoch, not ahead, not too far behind to follow event by event, and not another event under the same number. */
function canContinue(state: LiveState, { epoch, seq, hash }: StoryHead): boolean {
  if (state.epoch !== epoch || state.seq > seq || seq - state.seq > LOG_WINDOW) return false;
  return state.seq !== seq || state.hash === hash;
}
