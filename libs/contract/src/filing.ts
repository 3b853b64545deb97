import type { FigureClaim, Instant } from './figure.js';
import type { Override } from './override.js';
import type { City, Source } from './story.js';
import type { UpdateContent } from './update.js';
import type { FilingState, FilingTimes, WaitReason } from './waiting.js';

/** That something filed is a correction. */
export interface WaitingCorrection {
  readonly update: string;
  /** The revision that it was written on. */
  readonly revision: number;
  /** What readers are told of it; null: nothing that was said yet, or a silent fix of what was never corrected. */
  readonly note: string | null;
  /** It mends letters, and readers are told of no correction. */
  readonly silent: boolean;
}

/** What the desk sees of something filed. */
export interface FilingView {
  readonly id: string;
  readonly story: string;
  /** Who filed it. */
  readonly person: string;
  readonly state: FilingState;
  /** To be named by `If-Match`. */
  readonly version: number;
  /** Null when it was published or discarded: then the words are in the update, or nowhere. A draft may be of any shape. */
  readonly content: UpdateContent | Readonly<Record<string, unknown>> | null;
  readonly reasons: readonly WaitReason[];
  /** Of the desk to its author. */
  readonly note: string | null;
  readonly publishAt: string | null;
  /** The sender's clock, where it was said. */
  readonly sentAt: string | null;
  /** Null: a draft. */
  readonly receivedAt: Instant | null;
  /** What the sender's clock said, where it was set right. */
  readonly saidOccurredAt: string | null;
  /** It reached us long after the moment that it is about. */
  readonly late: boolean;
  /** The editor on whose word it goes to readers; null: on that of who filed it. */
  readonly letGoBy: string | null;
  /** Null: it is an update of its own. */
  readonly corrects: WaitingCorrection | null;
  readonly updatedAt: string;
  /** Where readers find it. */
  readonly published: { readonly story: string; readonly seq: number } | null;
}

/** The body of `PUT …/filings/{id}`: whatever there is of it yet. */
export interface SaveDraft {
  readonly content: Readonly<Record<string, unknown>>;
}
/** The body of `POST …/filings/{id}/submission`. */
export interface SubmitFiling extends FilingTimes {
  readonly requestId: string;
}
/** The body of `POST …/filings/{id}/publication`: what is said here takes the place of what was filed. */
export interface PublishFiling extends Partial<Omit<UpdateContent, 'figures'>>, Omit<FilingTimes, 'sentAt'> {
  readonly requestId: string;
  /** Another story. */
  readonly story?: string;
  readonly figures?: readonly FigureClaim[];
  /** Why a figure beyond what is plausible counts. */
  readonly override?: Override;
  /** Of a correction: the update's revision that was read, where that is newer than the one it was written on. */
  readonly revision?: number;
  /** Of a correction: what readers are told, in place of what was filed. */
  readonly correctionNote?: string;
  /** Now, whatever time was set, and without the safety delay. */
  readonly atOnce?: boolean;
  /** Cities and sources that the story gets with it, unless it has them. */
  readonly add?: { readonly cities?: readonly City[]; readonly sources?: readonly Source[] };
}
/** The body of `POST …/filings/{id}/sending-back`. */
export interface SendBackFiling {
  readonly requestId: string;
  readonly note: string;
}
/** The body of `POST …/filings/{id}/discarding`. */
export interface DiscardFiling {
  readonly requestId: string;
  /** Why, for who filed it. */
  readonly note?: string;
}

export const REVIEWS = ['none', 'all', 'untrusted'] as const;
/** Whose filings wait for an editor: nobody's, all reporters', those of reporters who are not trusted. */
export type Review = (typeof REVIEWS)[number];

/** How a story's desk works: the body of `PUT …/desk-settings`. */
export interface DeskSettings {
  readonly review: Review;
  /** Names of people and keys (`NAME (key)`). */
  readonly trusted: readonly string[];
  /** Minutes from filing to readers, for the whole story and for its cities; the longest holds. */
  readonly delay: number;
  readonly cityDelays: Readonly<Record<string, number>>;
}
export interface DeskSettingsView extends DeskSettings {
  readonly version: number;
}
export const NO_DESK_SETTINGS: DeskSettingsView = {
  review: 'none',
  trusted: [],
  delay: 0,
  cityDelays: {},
  version: 0,
};
