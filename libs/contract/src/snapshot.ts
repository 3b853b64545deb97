import type { KeyEvent } from './event.js';
import type { StoryView } from './story.js';
import type { TotalsView } from './totals.js';
import type { PublishedUpdate, UpdateView } from './update.js';

/** Where a reader is in a story. `epoch` changes only when the newsroom's database itself lost commits. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** A story at a position, whole: the same for everyone who asks with the same city. */
export interface Snapshot {
  readonly story: StoryView;
  readonly position: Position;
  readonly totals: TotalsView;
  readonly pins: readonly PublishedUpdate[];
  /** Complete, `occurredAt` descending. */
  readonly keyEvents: readonly KeyEvent[];
  /** The first fifty: `occurredAt` descending, then `firstSeq` descending; struck lines included. */
  readonly updates: readonly UpdateView[];
  /** The last ten that were posted below the first fifty and still are, newest arrival first. */
  readonly lateArrivals: readonly UpdateView[];
  /** Address of the updates below these; null when there are none. */
  readonly older: string | null;
}
