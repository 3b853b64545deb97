import type { StoryEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import type { Cause, TotalChange } from '#contract/totals';
import type { UpdateView } from '#contract/update';
import { byTimeline } from '#contract/view';
import type { Saying } from './saying.js';
import type { Orders } from './telling.js';

/** What changed while the reader was here, by the keys of totals patches (`arrests`, `arrests/moscow`), the sum `arrests#sum`. */
export interface TotalMarks {
  readonly changed: ReadonlySet<string>;
  readonly why: Readonly<Record<string, LastChange>>;
}
/** The last change of a total: what it was and became, and by what. */
export interface LastChange {
  readonly cause: Cause;
  readonly before: Saying | null;
  readonly after: Saying | null;
  /** Of which update; null: a decision of the desk. */
  readonly update: string | null;
}
/** What is known of a story beside its snapshot: the server reads it, events carry it on. */
export interface Background {
  readonly orders: Orders;
  readonly why: Readonly<Record<string, LastChange>>;
}
export const NO_BACKGROUND: Background = { orders: {}, why: {} };

/** What one reader's screen shows of a story: new updates wait while the reader is further down. */
export interface Reading {
  readonly snapshot: Snapshot;
  /** Updates first shown up to this seq are in the timeline. */
  readonly revealed: number;
  readonly shown: readonly UpdateView[];
  readonly waiting: number;
  /** Ids that came or changed with the last step. */
  readonly fresh: ReadonlySet<string>;
  readonly marks: TotalMarks;
  readonly orders: Orders;
}

/** The screen as a whole snapshot makes it; what is newer than `revealed` waits. */
export function beginReading(
  snapshot: Snapshot,
  { orders, why }: Background = NO_BACKGROUND,
  revealed = snapshot.position.seq,
): Reading {
  const shown = snapshot.updates.filter(({ firstSeq }) => firstSeq <= revealed);
  const waiting = snapshot.updates.length - shown.length;
  const marks = { changed: new Set<string>(), why };
  return { snapshot, revealed, shown, waiting, fresh: new Set(), marks, orders };
}

/**
 * The screen after events. Changes to what is shown are shown at once; new updates only if the reader is `atTop`.
 * What new updates push out of the first fifty stays on the screen, and its corrections and retractions reach it.
 */
export function readOn(
  before: Reading,
  snapshot: Snapshot,
  events: readonly StoryEvent[],
  atTop: boolean,
): Reading {
  const revealed = atTop ? snapshot.position.seq : before.revealed;
  const touched = new Map(
    events.flatMap((event) => ('update' in event ? [[event.update.id, event.update]] : [])),
  );
  const fresh = new Set([...touched.keys()].filter((id) => events.some((event) => isNews(event, id))));
  const last = snapshot.updates.at(-1);
  const held = new Set(snapshot.updates.map(({ id }) => id));
  const fallen = before.shown
    .filter(
      (update) => last && snapshot.older !== null && !held.has(update.id) && byTimeline(update, last) > 0,
    )
    .map((update) => touched.get(update.id) ?? update);
  const known = snapshot.updates.filter(({ firstSeq }) => firstSeq <= revealed);
  return {
    snapshot,
    revealed,
    shown: [...known, ...fallen],
    waiting: snapshot.updates.length - known.length,
    fresh,
    marks: marksAfter(before.marks, events),
    orders: events.reduce(ordersAfter, before.orders),
  };
}

/** The reader has asked for what was waiting, or has come back to the top. */
export function reveal(before: Reading): Reading {
  const fresh = before.snapshot.updates
    .filter(({ firstSeq }) => firstSeq > before.revealed)
    .map(({ id }) => id);
  const next = readOn(before, before.snapshot, [], true);
  return { ...next, fresh: new Set(fresh), marks: { ...before.marks, changed: new Set() } };
}

function isNews(event: StoryEvent, id: string): boolean {
  if (!('update' in event) || event.update.id !== id) return false;
  return (
    event.kind === 'update.posted' ||
    event.kind === 'update.corrected' ||
    event.kind === 'update.retracted' ||
    event.kind === 'update.restored'
  );
}

function marksAfter(before: TotalMarks, events: readonly StoryEvent[]): TotalMarks {
  const changed = new Set<string>();
  const why = { ...before.why };
  for (const event of events) {
    const update = 'update' in event ? event.update.id : null;
    for (const change of event.changes) {
      const mark = markOf(change.key);
      changed.add(mark);
      why[mark] = lastChange(change, update);
    }
  }
  return { changed, why };
}

export const lastChange = ({ before, after, cause }: TotalChange, update: string | null): LastChange => ({
  ...{ cause, update },
  ...{ before: before && saying(before), after: after && saying(after) },
});
const saying = ({ low, high, qualifier, words }: Saying): Saying => ({ low, high, qualifier, words });

function ordersAfter(orders: Orders, event: StoryEvent): Orders {
  if (event.kind !== 'preference.changed' || 'withheld' in event) return orders;
  return { ...orders, [event.city === null ? event.metric : `${event.metric}/${event.city}`]: event.order };
}

/** `metrics/arrests/cities/moscow/leading` is marked `arrests/moscow`, a story's own total `arrests`, the sum `arrests#sum`. */
export function markOf(key: string): string {
  const [, metric = '', part, city] = key.split('/');
  if (part === 'cities') return `${metric}/${city}`;
  return part === 'citySum' ? `${metric}#sum` : metric;
}
