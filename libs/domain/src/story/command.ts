import type { FigureState, Instant } from '#contract/figure';
import type { DeliveredRecord } from '#contract/decision';
import type { BoardPin, PinPlace } from '#contract/pin';
import type { LeaseView } from '#contract/lease';
import type { Override } from '#contract/override';
import { ROLES, type Role } from '#contract/people';
import type { PhotosShown, PixelSize } from '#contract/media';
import type { Introduction, StorySetup, StoryTurn } from '#contract/story';
import type { FilingWishes, UpdateContent } from '#contract/update';

export { ROLES, type Role };

/** Who asks. `story` and `cities` narrow what the token may touch; null: everything. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly story: string | null;
  readonly cities: readonly string[] | null;
}

/** The words of the last published revision, and the retraction they were withdrawn with. */
export interface Restorable {
  readonly retraction: number;
  readonly revision: number;
  readonly content: UpdateContent;
  /** What readers were told when it was corrected; null: it never was. */
  readonly correctionNote: string | null;
}

/** The words of a revision that is shown now. */
export interface WordsBefore
  extends Pick<UpdateContent, 'text' | 'labels' | 'evidence' | 'media' | 'confirmed'> {
  readonly revision: number;
  readonly headline: string | null;
  readonly byline: string | null;
  /** What readers were told when it was corrected before. */
  readonly note: string | null;
}

type ToUpdate = { readonly id: string };
/** The revision that the sender had read. Null or left out: it was not said. */
type OfRevision = { readonly ifMatch?: number | null };
/** The version of what is decided about, as the sender had read it. */
type OfVersion = { readonly ifMatch?: string | null };
/** A wish to change a story, already of the right form. What the story allows is decided in `decide`. */
export type Command =
  | ({ readonly type: 'open'; readonly setup: StorySetup } & OfVersion)
  | ({ readonly type: 'introduce'; readonly introduction: Introduction } & OfVersion)
  | { readonly type: 'turn'; readonly turn: StoryTurn }
  | ({
      readonly type: 'post';
      readonly content: UpdateContent;
      /** Those of its photos that the desk has approved. */
      readonly photos?: PhotosShown;
      readonly wishes?: FilingWishes;
    } & ToUpdate)
  | ({
      readonly type: 'revise';
      readonly content: Omit<UpdateContent, 'city' | 'occurredAt'> & Partial<UpdateContent>;
      readonly note: string;
      /** Only a typing error in these words is mended: readers are told of no correction. */
      readonly silently?: WordsBefore;
      /** Who is working on it. */
      readonly lease?: LeaseView | null;
      readonly photos?: PhotosShown;
      readonly override?: Override;
    } & ToUpdate &
      OfRevision)
  | ({
      readonly type: 'merge';
      readonly content: Omit<UpdateContent, 'city' | 'occurredAt'> & Partial<UpdateContent>;
      readonly note: string;
      readonly lease?: LeaseView | null;
      readonly photos?: PhotosShown;
      /** What is merged into it. */
      readonly other: { readonly lease?: LeaseView | null } & ToUpdate & OfRevision;
    } & ToUpdate &
      OfRevision)
  | ({ readonly type: 'retract'; readonly note: string } & ToUpdate & OfRevision)
  | ({
      readonly type: 'restore';
      readonly before: Restorable;
      readonly photos?: PhotosShown;
    } & ToUpdate &
      OfRevision)
  | ({ readonly type: 'erase' } & ToUpdate)
  | ({
      readonly type: 'pin';
      readonly decision: string;
      readonly pinned: boolean;
      readonly place: PinPlace;
    } & ToUpdate &
      OfVersion)
  | ({ readonly type: 'reorder-pins'; readonly order: readonly string[] } & OfVersion)
  | ({ readonly type: 'board'; readonly decision: string; readonly pins: readonly BoardPin[] } & OfVersion)
  | ({ readonly type: 'expire-pin'; readonly decision: string; readonly expiresAt: Instant } & ToUpdate)
  | ({
      readonly type: 'key-event';
      readonly keyEvent: boolean;
      /** Left out: as it was. */
      readonly headline?: string | null;
    } & ToUpdate &
      OfVersion)
  | ({ readonly type: 'photo'; readonly photo: string; readonly size: PixelSize | null } & ToUpdate)
  | ({
      readonly type: 'rule';
      readonly decision: string;
      readonly figure: number;
      readonly state: FigureState;
      readonly override?: Override;
    } & ToUpdate &
      OfRevision)
  | ({
      readonly type: 'prefer';
      readonly decision: string;
      readonly metric: string;
      readonly city: string | null;
      readonly order: readonly string[];
    } & OfVersion)
  | { readonly type: 'deliver'; readonly record: DeliveredRecord; readonly receivedAt: string };
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;
