import type { StoryEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import type { UpdateView } from '#contract/update';
import { byTimeline } from '#contract/view';
import { NO_MARKS, type TotalMarks } from './metric-board.js';
import { lowered } from './words.js';

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
}

/** The screen as a whole snapshot makes it; what is newer than `revealed` waits. */
export function beginReading(snapshot: Snapshot, revealed = snapshot.position.seq): Reading {
  const shown = snapshot.updates.filter(({ firstSeq }) => firstSeq <= revealed);
  const waiting = snapshot.updates.length - shown.length;
  return { snapshot, revealed, shown, waiting, fresh: new Set(), marks: NO_MARKS };
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
  const notes: Record<string, string> = { ...before.lowered };
  for (const { key, before: from, after, cause } of events.flatMap((event) => event.changes)) {
    const mark = markOf(key);
    changed.add(mark);
    if (from && after && after.low < from.low) notes[mark] = lowered(from.label, cause);
    else delete notes[mark];
  }
  return { changed, lowered: notes };
}

/** `metrics/arrests/cities/moscow/leading` is marked `arrests/moscow`, a story's own total `arrests`, the sum `arrests#sum`. */
function markOf(key: string): string {
  const [, metric = '', part, city] = key.split('/');
  if (part === 'cities') return `${metric}/${city}`;
  return part === 'citySum' ? `${metric}#sum` : metric;
}
