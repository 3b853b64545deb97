import type { PinPlace } from './pin.js';
import type { MediaItem, MediaView } from './media.js';
import type { FigureClaim, FigureState, Instant } from './figure.js';
import type { FilingTimes, WaitReason } from './waiting.js';
import type { Override } from './override.js';

/** Where a claim can be checked: a link, a quote, or both. */
export interface Evidence {
  /** http or https. */
  readonly url?: string;
  readonly quote?: string;
}

export const LABELS = ['simulated'] as const;
export type Label = (typeof LABELS)[number];

/** What an update says: the part that a correction replaces whole. */
export interface UpdateContent {
  readonly city: string | null;
  readonly occurredAt: Instant;
  readonly byline?: string;
  readonly headline?: string;
  /** Markdown. */
  readonly text: string;
  readonly keyEvent?: boolean;
  readonly labels?: readonly Label[];
  readonly evidence?: readonly Evidence[];
  readonly media?: readonly MediaItem[];
  /** False: the newsroom has not confirmed it. */
  readonly confirmed?: boolean;
  readonly figures: readonly FigureClaim[];
}

/** What may come along with what is filed. */
export interface FilingWishes {
  /** Why an editor files a figure beyond what is plausible. */
  readonly override?: Override;
  /** The words make sense with their figures only: where one is held, all of it waits. */
  readonly holdWithFigures?: boolean;
}

/** The body of `POST /v1/stories/{story}/updates`. `id` is a uuid made by the sender. */
export interface PostUpdate extends UpdateContent, FilingWishes, FilingTimes {
  readonly id: string;
}
export interface PostBatch {
  readonly updates: readonly PostUpdate[];
  /** As of an update, for those that do not say it themselves. */
  readonly sentAt?: string;
}
/** The body of `POST …/updates/{id}/revisions`: the new content, whole. `occurredAt` is kept when absent. */
export interface ReviseUpdate extends Omit<UpdateContent, 'occurredAt' | 'city'> {
  readonly requestId: string;
  readonly occurredAt?: Instant;
  /** Kept when absent. */
  readonly city?: string | null;
  /** Needed, unless it is `silent`. */
  readonly correctionNote?: string;
  /** Only a typing error, soon after publication: readers are told of no correction. */
  readonly silent?: boolean;
  readonly override?: Override;
}
/** The body of `POST …/updates/{id}/merging`: what one report of two says; `If-Match` names its revision. */
export interface MergeUpdates extends Omit<UpdateContent, 'occurredAt' | 'city'> {
  readonly requestId: string;
  /** The other one, which is retracted and points to this, and the revision of it that was read. */
  readonly with: string;
  readonly withRevision: number;
  /** Kept when absent. */
  readonly occurredAt?: Instant;
  readonly city?: string | null;
  /** What readers see beside both. */
  readonly note: string;
  readonly override?: Override;
}
/** The body of `POST …/updates/{id}/retraction`. */
export interface RetractUpdate {
  readonly requestId: string;
  /** The reason readers see. */
  readonly note: string;
}
/** The body of `POST …/updates/{id}/restoration`: the content before the retraction becomes a new revision. */
export interface RestoreUpdate {
  readonly requestId: string;
}

export type UpdateStatus = 'published' | 'retracted';

export const WARNING_CODES = [
  'same_increment',
  'below_running_total',
  'figure_held',
  'beyond_bound',
] as const;

/** Something to look at again in what was recorded. Only with `figure_held` is something not as it was filed: the figure does not count. */
export interface Warning {
  readonly code: (typeof WARNING_CODES)[number];
  /** Dotted, as in problem documents: `figures.0.value`. */
  readonly path: string;
  /** What it is and what is possible, for a person. */
  readonly message: string;
  /** The other update concerned. */
  readonly update?: string;
}

/** The answer to every write. A repeat of the same request gets the same receipt. */
export interface Receipt {
  readonly id: string;
  readonly revision: number | null;
  /**
   * `history`: an older revision that arrived later; kept, and nothing changed. `submitted`, `scheduled`: it waits at the
   * desk, for an editor or for its time; readers see nothing of it.
   */
  readonly status: UpdateStatus | 'history' | 'recorded' | 'submitted' | 'scheduled';
  readonly epoch: string;
  /** Null when nothing public changed. */
  readonly seq: number | null;
  /** The story it was published in, where that is another one than it was filed for. */
  readonly story?: string;
  /** Under which id a correction waits. */
  readonly filing?: string;
  /** The time of a clock that was wrong, set right. */
  readonly occurredAt?: Instant;
  /** When readers see it: with `scheduled`. */
  readonly publishAt?: string;
  /** Why it waits at the desk. */
  readonly reasons?: readonly WaitReason[];
  /** Absent when there are none. */
  readonly warnings?: readonly Warning[];
}

/** A figure as readers see it beside its update; one that waits for a second person is none of theirs. */
export interface FigureView extends FigureClaim {
  readonly state: Exclude<FigureState, 'held'>;
}

interface UpdateBase {
  readonly id: string;
  readonly revision: number;
  readonly city: string | null;
  /** The update's city and those of its figures that readers see; empty: of the whole story. */
  readonly cities: readonly string[];
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
  readonly publishedAt: Instant;
  /** The seq that first showed it: the tie-break of the timeline. */
  readonly firstSeq: number;
  /** Posted below the first fifty: readers at the top would not notice it. */
  readonly lateArrival: boolean;
}
export interface PublishedUpdate extends UpdateBase {
  readonly status: 'published';
  readonly byline: string | null;
  readonly headline: string | null;
  readonly text: string;
  readonly keyEvent: boolean;
  readonly labels: readonly Label[];
  readonly evidence: readonly Evidence[];
  /** Approved photos, and cards of what is elsewhere. */
  readonly media: readonly MediaView[];
  readonly confirmed: boolean;
  readonly figures: readonly FigureView[];
  /** Of the newest correction; null on a first revision. */
  readonly correctionNote: string | null;
  readonly correctedAt: Instant | null;
  /** An admin removed the words for ever; figures stay. */
  readonly erased: boolean;
  /** Of a key event, if it has one of its own. */
  readonly keyEventHeadline?: string;
  /** How it is pinned, where that is for one city or for a time. */
  readonly pin?: PinPlace;
}
/** A struck line: what was here is withdrawn, and why. */
export interface RetractedUpdate extends UpdateBase {
  readonly status: 'retracted';
  readonly retractedAt: Instant;
  readonly note: string | null;
  /** The update that says now what this one said, if it was merged. */
  readonly mergedInto?: string;
}
export type UpdateView = PublishedUpdate | RetractedUpdate;
