import type { PinPlace } from '#contract/pin';
import type { FigureState, Instant } from '#contract/figure';
import type { DeskSettingsView } from '#contract/filing';
import type { PhotosShown } from '#contract/media';
import type { GuardSettings } from '#contract/guard';
import type { StoryView } from '#contract/story';
import type { UpdateStatus } from '#contract/update';
import type { StoryRules } from '../figures/rules.js';
import type { RunningTotals } from '../totals/running-totals.js';
import type { Accounts } from '../guard/accounts.js';
import type { Bases } from '../guard/bases.js';
import type { Filers } from '../guard/filers.js';
import type { Timeline } from './timeline.js';

/** Everything about an update but its words and figures. */
export interface UpdateHead {
  readonly id: string;
  readonly revision: number;
  readonly status: UpdateStatus;
  readonly city: string | null;
  /** Its city and those of the figures that readers see; empty: of the whole story. */
  readonly cities: readonly string[];
  /** The same with those of figures that readers do not see: for the desk only. Absent: there are no more. */
  readonly deskCities?: readonly string[];
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly publishedAt: Instant;
  readonly firstSeq: number;
  readonly lateArrival: boolean;
  readonly keyEvent: boolean;
  /** The event that last made it a key event, or none. */
  readonly keyEventSeq?: number;
  readonly correctedAt: Instant | null;
  readonly retractedAt: Instant | null;
  /** Words up to this revision are removed for ever; 0: none. */
  readonly erasedTo: number;
  /** Rulings on its figures by index; what is not here has the state that was filed. */
  readonly rulings: Readonly<Record<string, FigureState>>;
  /** How it is pinned, where that is for one city or for a time. */
  readonly pin?: PinPlace;
  /** Its photos that readers see, by id. Absent: none. */
  readonly photos?: PhotosShown;
  /** Retracted, since this other update says now what it said. */
  readonly mergedInto?: string;
  /** The account that filed it: for the desk only. */
  readonly author: string;
  /** For the desk only, too. Absent: its author filed all of its figures. */
  readonly figuresBy?: Filers;
}

/** Where a story's record ends. `hash` chains every event, so two records that differ anywhere differ at the end. */
export interface Head {
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
  /** No event is shown as earlier than this. */
  readonly shownAt: Instant;
}

/**
 * What a story's next decision depends on, in memory. Mutable for speed: whoever holds it holds the story's row lock,
 * and drops it when the database refuses what was decided.
 */
export interface StoryState {
  readonly id: string;
  /** Counts the groups written: a decision kept without a number changes what comes after it too. */
  version: number;
  head: Head;
  /** Null until the story is opened. */
  view: StoryView | null;
  rules: StoryRules;
  readonly updates: Map<string, UpdateHead>;
  readonly totals: RunningTotals;
  /** Pinned updates in their order. */
  pins: readonly string[];
  readonly timeline: Timeline;
  /** How the desk works: what is filed depends on it. */
  desk: DeskSettingsView;
  /** Ids of all that waits, or once waited, at the desk. */
  readonly filed: Set<string>;
  /** What guards its figures. */
  guard: GuardSettings;
  /** What their growth is measured from. */
  readonly bases: Bases;
  /** What each account has added to its counts. */
  readonly accounts: Accounts;
}
