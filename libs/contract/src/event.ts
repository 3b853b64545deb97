import type { Instant } from './figure.js';
import type { StoryView } from './story.js';
import type { TotalChange } from './totals.js';
import type { PublishedUpdate, RetractedUpdate } from './update.js';

/** A moment worth a place in the story's list of key events, however old. */
export interface KeyEvent {
  readonly id: string;
  readonly city: string | null;
  readonly cities: readonly string[];
  readonly occurredAt: Instant;
  readonly firstSeq: number;
  /** Its own, else the update's headline, else its first words. */
  readonly headline: string;
}

interface EventBase {
  readonly seq: number;
  readonly shownAt: Instant;
  /** Cities concerned, before and after the change; empty: everybody. A city's followers get theirs and these. */
  readonly cities: readonly string[];
  readonly changes: readonly TotalChange[];
}
/** `pins`: ids of the pinned updates in their order, whole, wherever an event may change it. */
interface UpdateEventBase extends EventBase {
  readonly update: PublishedUpdate;
  readonly pins: readonly string[];
}
export type UpdateEventKind =
  | 'update.posted'
  | 'update.corrected'
  | 'update.restored'
  | 'pin.added'
  | 'pin.changed'
  | 'pin.removed'
  | 'pin.expired'
  | 'key_event.changed'
  | 'photo.changed'
  | 'ruling.made'
  | 'update.erased';

export type StoryEventKind =
  | 'story.opened'
  | 'story.edited'
  | 'story.paused'
  | 'story.closed'
  | 'story.reopened'
  | 'story.archived';

export interface StoryChanged extends EventBase {
  readonly kind: StoryEventKind;
  /** `reload`: too large to send, fetch the snapshot; the frame's totals say `reload` too. */
  readonly story: StoryView | 'reload';
}
export interface UpdateShown extends UpdateEventBase {
  readonly kind: UpdateEventKind;
}
export interface UpdateRetracted extends EventBase {
  readonly kind: 'update.retracted';
  readonly update: RetractedUpdate;
  readonly pins: readonly string[];
}
export interface PinsReordered extends EventBase {
  readonly kind: 'pins.reordered';
  readonly pins: readonly string[];
}
export interface PreferenceChanged extends EventBase {
  readonly kind: 'preference.changed';
  readonly metric: string;
  readonly city: string | null;
  readonly order: readonly string[];
}
/** The event of an update that was retracted or erased later: its number and kind stay, its body does not. Of a retraction only the note goes. */
export interface WithheldEvent extends EventBase {
  readonly kind: UpdateEventKind;
  readonly id: string;
  readonly withheld: true;
}
export type StoryEvent =
  | StoryChanged
  | UpdateShown
  | UpdateRetracted
  | PinsReordered
  | PreferenceChanged
  | WithheldEvent;
export type EventKind = StoryEvent['kind'];
