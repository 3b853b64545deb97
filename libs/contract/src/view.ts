import type { KeyEvent, StoryEvent } from './event.js';
import type { Frame } from './follow.js';
import { LIMITS } from './limits.js';
import type { Snapshot } from './snapshot.js';
import { patchTotals } from './totals-patch.js';
import type { PublishedUpdate, UpdateView } from './update.js';

/**
 * What a screen holds after a frame. Pure, and the meaning of every event: readers, the relay and the tests share it.
 * `city` is the filter the snapshot was asked for with. `reload`: the event concerns something the snapshot does not
 * hold (a corrected time crossed the edge of the first fifty), or is too large to send; a fresh snapshot has it. `gap`: frames are missing.
 */
export function applyFrame(snapshot: Snapshot, frame: Frame, city?: string): Snapshot | 'reload' | 'gap' {
  const { epoch, seq: have } = snapshot.position;
  if (frame.epoch !== epoch) return 'reload';
  if (frame.to <= have) return snapshot;
  if (frame.from > have + 1) return 'gap';
  if (frame.totals === 'reload') return 'reload';
  let next: Snapshot | 'reload' = snapshot;
  for (const event of frame.events) {
    if (event.seq <= have) continue;
    next = applyEvent(next, event, city);
    if (next === 'reload') return 'reload';
  }
  const totals = frame.totals === undefined ? next.totals : patchTotals(next.totals, frame.totals);
  return { ...next, totals, position: { epoch, seq: frame.to } };
}

/** One event onto a snapshot, totals aside (frames carry those whole). */
export function applyEvent(snapshot: Snapshot, event: StoryEvent, city?: string): Snapshot | 'reload' {
  if ('withheld' in event) return snapshot;
  switch (event.kind) {
    case 'story.opened':
    case 'story.edited':
    case 'story.paused':
    case 'story.archived':
    case 'story.closed':
    case 'story.reopened':
      return event.story === 'reload' ? 'reload' : { ...snapshot, story: event.story };
    case 'preference.changed':
      return snapshot;
    case 'pins.reordered':
      return { ...snapshot, pins: pinned(event.pins, snapshot.pins, city) };
    case 'update.posted':
    case 'update.corrected':
    case 'update.restored':
    case 'update.erased':
    case 'update.retracted':
    case 'pin.added':
    case 'pin.changed':
    case 'pin.removed':
    case 'pin.expired':
    case 'key_event.changed':
    case 'photo.changed':
    case 'ruling.made': {
      const shown = concerns(event.update, city) ? event.update : undefined;
      const lists = placed(snapshot, event.update.id, shown, city);
      if (lists === 'reload') return 'reload';
      const others = snapshot.pins.filter((pin) => pin.id !== event.update.id);
      const known = shown?.status === 'published' ? [shown, ...others] : others;
      return { ...lists, pins: pinned(event.pins, known, city) };
    }
    default:
      return event satisfies never;
  }
}

/** The timeline's order: the newest moment first, of equal moments the later arrival first. */
export function byTimeline(a: TimelineKey, b: TimelineKey): number {
  if (a.occurredAt !== b.occurredAt) return a.occurredAt < b.occurredAt ? 1 : -1;
  return b.firstSeq - a.firstSeq;
}
interface TimelineKey {
  readonly occurredAt: string;
  readonly firstSeq: number;
}

/** Whether a follower of `city` is shown the update: it is of that city, or of none. */
export function concerns(update: { readonly cities: readonly string[] }, city?: string): boolean {
  return city === undefined || update.cities.length === 0 || update.cities.includes(city);
}

/** Whether a pinned update is pinned on the page of `city`, or of the story: a pin for one city is on that city's page only. */
export function isPinnedOn({ pin }: Pick<PublishedUpdate, 'pin'>, city?: string): boolean {
  const only = pin?.city ?? null;
  return only === null || only === city;
}

export function keyEventOf(update: PublishedUpdate): KeyEvent {
  const { id, city, cities, occurredAt, firstSeq } = update;
  const headline = update.keyEventHeadline ?? update.headline ?? firstWords(update.text);
  return { id, city, cities, occurredAt, firstSeq, headline };
}

/** Address of what lies below the last update held; opaque to those who follow it. */
export function olderAddress(story: string, last: TimelineKey, city?: string): string {
  const filter = city === undefined ? '' : `&city=${encodeURIComponent(city)}`;
  return `/v1/stories/${story}/updates?before=${last.occurredAt}_${last.firstSeq}${filter}`;
}

const HEADLINE_CHARACTERS = 120;
function firstWords(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  if (line.length <= HEADLINE_CHARACTERS) return line;
  const cut = line.lastIndexOf(' ', HEADLINE_CHARACTERS);
  return `${line.slice(0, cut > 0 ? cut : HEADLINE_CHARACTERS)}…`;
}

function pinned(
  order: readonly string[],
  known: readonly PublishedUpdate[],
  city: string | undefined,
): PublishedUpdate[] {
  const here = known.filter((update) => isPinnedOn(update, city));
  return order.flatMap((id) => here.find((update) => update.id === id) ?? []);
}

function placed(s: Snapshot, id: string, shown: UpdateView | undefined, city?: string): Snapshot | 'reload' {
  const held = s.updates.find((update) => update.id === id);
  const wasLate = s.lateArrivals.some((update) => update.id === id);
  const others = s.updates.filter((update) => update.id !== id);
  const sorted = (shown ? [...others, shown] : others).toSorted(byTimeline);
  if (held && s.older !== null && (!shown || sankBelowAll(held, shown, sorted))) return 'reload';
  const reachesBeyond = s.older !== null && !held && sorted.at(-1) === shown;
  const held50 = reachesBeyond ? others : sorted;
  const updates = held50.slice(0, LIMITS.firstUpdates);
  const below = [...held50.slice(LIMITS.firstUpdates), ...(reachesBeyond && shown ? [shown] : [])];
  const late = [
    ...s.lateArrivals.filter((update) => update.id !== id),
    ...below.filter((u) => u.lateArrival),
  ];
  const isLate = late.some((update) => update.id === id);
  if (wasLate && !isLate && s.lateArrivals.length === LIMITS.lateArrivals) return 'reload';
  const last = updates.at(-1);
  const hasOlder = s.older !== null || below.length > 0;
  return {
    ...s,
    updates,
    lateArrivals: late.toSorted((a, b) => b.firstSeq - a.firstSeq).slice(0, LIMITS.lateArrivals),
    keyEvents: keyEvents(s.keyEvents, id, shown),
    older: hasOlder && last ? olderAddress(s.story.id, last, city) : null,
  };
}

/** A held update that moved to the bottom may have passed ones we do not hold. */
function sankBelowAll(held: UpdateView, shown: UpdateView, sorted: readonly UpdateView[]): boolean {
  return sorted.at(-1) === shown && byTimeline(held, shown) < 0;
}

function keyEvents(all: readonly KeyEvent[], id: string, shown: UpdateView | undefined): KeyEvent[] {
  const others = all.filter((entry) => entry.id !== id);
  const isKey = shown?.status === 'published' && shown.keyEvent;
  return (isKey ? [...others, keyEventOf(shown)] : others).toSorted(byTimeline);
}
