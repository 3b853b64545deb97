import type { StoryEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import type { TotalsPatch } from '#contract/totals';

/** Where a story is in the journal. `hash` is that of its newest event. */
export interface StoryHead {
  readonly id: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  /** With a ring: when the first of what it tells of was committed, by the journal's clock. Milliseconds since 1970. */
  readonly committedAt?: number | undefined;
}
export interface JournalEvent {
  readonly seq: number;
  readonly hash: string;
  readonly event: StoryEvent;
  readonly totals: TotalsPatch;
  /** Retraction or erasure: bodies of this update's events up to and including `upTo` are withheld from now on. */
  readonly withholds: { readonly update: string; readonly upTo: number } | null;
  /** Stored in a form that cannot be read; `event` only keeps its number. */
  readonly unreadable?: true;
}
export interface JournalInstall {
  readonly head: StoryHead;
  readonly snapshot: Snapshot;
  readonly events: readonly JournalEvent[];
}

/** What the relay needs of the journal. */
export interface JournalSource {
  heads(): Promise<readonly StoryHead[]>;
  /** Events from..to, both included, in order, bodies resolved (withheld ones withheld). */
  events(story: string, from: number, to: number): Promise<readonly JournalEvent[]>;
  /** State at head and the last `window` events, one REPEATABLE READ transaction. Null: no such story. */
  install(story: string, window: number): Promise<JournalInstall | null>;
  /** Null: the journal has no such event. */
  hashAt(story: string, seq: number): Promise<string | null>;
  /** A fork was noticed: Redis is ahead of the journal, or has another hash at the same seq. Gives the story a new epoch. */
  newEpoch(story: string, observed: string, why: string): Promise<void>;
  /** Calls back after commits, a hint; returns a stop function. */
  onDoorbell(listener: (head: StoryHead) => void): Promise<() => void>;
}
