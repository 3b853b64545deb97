import type { EventKind } from '#contract/event';
import type { MediaItem } from '#contract/media';
import type { Evidence, Label, Receipt, Warning } from '#contract/update';
import type { FigureClaim, Instant } from '#contract/figure';
import type { GuardSettings } from '#contract/guard';
import type { StoryView } from '#contract/story';
import type { Added } from '../guard/accounts.js';
import type { Delivery, RulingDecision } from '../totals/delivery.js';
import type { KeyEventMark } from './key-event-mark.js';
import type { DeskNotes } from './desk-notes.js';
import type { DeskPlan } from './filing.js';
import type { UpdateHead } from './state.js';

export type UpdateRecordKeys = Pick<
  RevisionRecord,
  'update' | 'revision' | 'status' | 'receivedAt' | 'author'
>;

/** The words and figures of one revision: stored once, here. Null texts: a retraction. */
export interface RevisionRecord {
  readonly update: string;
  readonly revision: number;
  readonly status: UpdateHead['status'];
  readonly city: string | null;
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly byline: string | null;
  readonly headline: string | null;
  readonly text: string | null;
  readonly labels: readonly Label[];
  readonly evidence: readonly Evidence[];
  readonly media: readonly MediaItem[];
  readonly confirmed: boolean;
  readonly figures: readonly FigureClaim[];
  readonly note: string | null;
  readonly author: string;
}

/** An editor's decision as it is kept: of several about the same thing the newest holds. */
export type DecisionRecord = Exclude<Delivery, { type: 'update' }>;

export interface PlannedEvent {
  readonly kind: EventKind;
  readonly cities: readonly string[];
  readonly update?: string;
  readonly revision?: number;
  /** Withhold the bodies of all earlier events of the update. */
  readonly withholds?: boolean;
  /** Extra fields of the event itself. */
  readonly fields?:
    | {
        readonly story: StoryView;
        /** Readers fetch the story anew: what its updates show is another by now. */
        readonly anew?: true;
      }
    | KeyEventMark
    | { readonly metric: string; readonly city: string | null; readonly order: readonly string[] };
}

/** What a decision leads to. Without an event nothing public changes and no number is taken. */
export interface Plan {
  readonly receipt: Omit<Receipt, 'epoch' | 'seq' | 'warnings'>;
  readonly event?: PlannedEvent;
  readonly head?: UpdateHead;
  readonly revision?: RevisionRecord;
  readonly decision?: DecisionRecord;
  /** What the totals are told. */
  readonly delivery?: Delivery;
  /** The order of pins wished for; what is not pinned is left out. */
  readonly pins?: readonly string[];
  readonly view?: StoryView;
  /** Readers are not told that it is a correction. */
  readonly isSilent?: true;
  /** A key event's own headline; null: it has none. */
  readonly keyHeadline?: { readonly update: string; readonly headline: string | null };
  /** What guards the figures from now on. */
  readonly guard?: GuardSettings;
  /** Revisions whose words are removed for ever. */
  readonly erases?: string;
  /** Rulings that the revision makes necessary: its figures are not those that were ruled on. */
  readonly rulings?: readonly RulingDecision[];
  /** What the sender is told to look at again. */
  readonly warnings?: readonly Warning[];
  /** What goes on record at the desk with it. */
  readonly desk?: DeskNotes;
  /** What changes at the desk with it. */
  readonly atDesk?: DeskPlan;
  /** Somebody who may say so lets its figures count: growth is measured from what they make of the totals. */
  readonly vouched?: true;
  /** What of the story's counts is new by it; vouched for, it is what its account is measured from. */
  readonly added?: Added;
  /** It was another desk's to look at: no flag is raised here. */
  readonly delivered?: true;
  /** Takes the clock's place in `shownAt`. */
  readonly shownAt?: Instant;
  /** What happens with it, or neither happens: decided on the same state, about something else. */
  readonly next?: Plan;
}
