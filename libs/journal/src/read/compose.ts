import type { EventKind, StoryEvent, UpdateEventKind } from '#contract/event';
import type { Instant } from '#contract/figure';
import type { MediaItem, MediaView } from '#contract/media';
import type { StoryView } from '#contract/story';
import type { StoryCounts, TotalChange, TotalsPatch } from '#contract/totals';
import type { PublishedUpdate, RetractedUpdate, UpdateView } from '#contract/update';
import { withheldForm } from '#contract/withheld';
import type { RevisionRecord } from '#domain/story/plan';
import { readerFigures } from '#domain/story/reader-figures';
import type { UpdateHead } from '#domain/story/state';
import { type Presentation, shownChanges, shownTotal } from '#domain/totals/shown-sums';

/** The words of a revision as a query brings them. */
export type Words = Pick<
  RevisionRecord,
  'byline' | 'headline' | 'text' | 'labels' | 'evidence' | 'media' | 'confirmed' | 'figures' | 'note'
> & {
  readonly keyHeadline?: string | null;
  /** What the desk has decided by now about showing metrics; null: nothing. */
  readonly presentation: Presentation | null;
};

/** An update as readers see it: its head and the words of the revision that the head names. */
export function updateView(head: UpdateHead, words: Words): UpdateView {
  return head.status === 'retracted' ? struckLine(head, words) : publishedUpdate(head, words);
}

/** The same as the desk sees it: with the figures of its own metrics. */
export function updateAtDesk(head: UpdateHead, words: Omit<Words, 'presentation'>): UpdateView {
  return updateView(head, { ...words, presentation: null });
}

function place(head: UpdateHead) {
  const { id, revision, city, cities, occurredAt, receivedAt, publishedAt, firstSeq, lateArrival } = head;
  return { id, revision, city, cities, occurredAt, receivedAt, publishedAt, firstSeq, lateArrival };
}

export function struckLine(head: UpdateHead, words: Pick<Words, 'note'>): RetractedUpdate {
  return {
    ...place(head),
    status: 'retracted',
    retractedAt: head.retractedAt ?? head.publishedAt,
    note: words.note,
    ...(head.mergedInto !== undefined && { mergedInto: head.mergedInto }),
  };
}

export function publishedUpdate(head: UpdateHead, words: Words): PublishedUpdate {
  const isCorrection = head.correctedAt !== null;
  return {
    ...place(head),
    status: 'published',
    byline: words.byline,
    headline: words.headline,
    text: words.text ?? '',
    keyEvent: head.keyEvent,
    labels: words.labels,
    evidence: words.evidence,
    media: mediaShown(words.media, head.photos),
    confirmed: words.confirmed,
    figures: readerFigures(words.figures, head.rulings, words.presentation),
    correctionNote: isCorrection ? words.note : null,
    correctedAt: head.correctedAt,
    erased: head.revision <= head.erasedTo,
    ...(head.keyEvent && words.keyHeadline && { keyEventHeadline: words.keyHeadline }),
    ...(head.pin && { pin: head.pin }),
  };
}

/** A photo that nobody approved yet is not there for readers. */
function mediaShown(said: readonly MediaItem[], photos: UpdateHead['photos'] = {}): MediaView[] {
  return said.flatMap((item): MediaView[] => {
    if ('embed' in item) return [item];
    const size = photos[item.photo];
    return size ? [{ ...item, ...size }] : [];
  });
}

/** A row of `events`, with the words of the revision it names. */
export interface EventRow extends Words {
  readonly seq: number;
  readonly kind: EventKind;
  readonly shownAt: Instant;
  readonly cities: readonly string[];
  readonly update: string | null;
  readonly withheldSeq: number | null;
  readonly withholds: boolean;
  readonly head: UpdateHead | null;
  readonly fields: unknown;
  readonly pins: readonly string[];
  readonly counts: StoryCounts;
  readonly changes: readonly TotalChange[];
  readonly totals: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** The event as readers are sent it. The words of an update that was retracted or erased since are not in it. */
export function storyEvent(row: EventRow): StoryEvent {
  const event = eventAsShown(row);
  return row.seq < (row.withheldSeq ?? 0) ? withheldForm(event) : event;
}

function eventAsShown(row: EventRow): StoryEvent {
  const { seq, kind, shownAt, cities, changes, pins } = row;
  const base = { seq, shownAt, cities, changes: shownChanges(changes, row.presentation ?? undefined) };
  switch (kind) {
    case 'story.opened':
    case 'story.edited':
    case 'story.paused':
    case 'story.archived':
    case 'story.closed':
    case 'story.reopened':
      return { ...base, kind, ...storyFields(row) };
    case 'preference.changed':
      return { ...base, kind, ...fieldsOf<{ metric: string; city: string | null; order: string[] }>(row) };
    case 'pins.reordered':
      return { ...base, kind, pins };
    case 'update.retracted':
      return { ...base, kind, update: struckLine(headOf(row), row), pins };
    case 'update.posted':
    case 'update.corrected':
    case 'update.restored':
    case 'update.erased':
    case 'pin.added':
    case 'pin.changed':
    case 'pin.removed':
    case 'pin.expired':
    case 'key_event.changed':
    case 'photo.changed':
    case 'ruling.made':
      return updateEvent(row, kind);
    default:
      return unknownKind(kind, seq);
  }
}

/** Where figures that updates show come or go with it, readers fetch the story anew. */
function storyFields(row: EventRow): { story: StoryView | 'reload' } {
  const { story, anew } = fieldsOf<{ story: StoryView; anew?: true }>(row);
  return { story: anew ? 'reload' : story };
}

function fieldsOf<T extends object>({ fields, seq, kind }: EventRow): T {
  if (typeof fields !== 'object' || fields === null)
    throw new TypeError(`Event ${seq} (${kind}) says nothing.`);
  return fields as T;
}

function unknownKind(kind: never, seq: number): never {
  throw new TypeError(`Event ${seq} is of a kind nobody knows: ${String(kind)}.`);
}

function updateEvent(row: EventRow, kind: UpdateEventKind): StoryEvent {
  const { seq, shownAt, cities, pins } = row;
  const changes = shownChanges(row.changes, row.presentation ?? undefined);
  return { seq, shownAt, cities, changes, kind, update: publishedUpdate(headOf(row), row), pins };
}

function headOf(row: EventRow): UpdateHead {
  if (!row.head) throw new TypeError(`Event ${row.seq} (${row.kind}) names no update.`);
  return row.head;
}

/** The changed totals of an event as readers are sent them. */
export function patchOfRow(row: Pick<EventRow, 'kind' | 'counts' | 'totals' | 'presentation'>): TotalsPatch {
  const recounts = row.kind.startsWith('update.') || row.kind === 'ruling.made'; // a figure brings its city
  const counts = recounts ? { counts: row.counts } : {};
  const totals = Object.entries(row.totals).map(([key, value]) => [
    key,
    shownTotal(key, value, row.presentation ?? undefined),
  ]);
  return { ...counts, ...Object.fromEntries(totals) };
}
