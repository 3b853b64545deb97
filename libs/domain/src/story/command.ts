import type { FigureState, Instant } from '#contract/figure';
import type { DeliveredRecord } from '#contract/decision';
import type { BoardPin, PinPlace } from '#contract/pin';
import type { LeaseView } from '#contract/lease';
import type { SaidGuard } from '#contract/guard';
import type { Override } from '#contract/override';
import { ROLES, type Role } from '#contract/people';
import type { PhotosShown, PixelSize } from '#contract/media';
import type { City, Introduction, Source, StorySetup, StoryTurn } from '#contract/story';
import type { DeskSettings } from '#contract/filing';
import type { FilingWishes, UpdateContent } from '#contract/update';

export { ROLES, type Role };

/** Who asks. `story` and `cities` narrow what the token may touch; null: everything. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly story: string | null;
  readonly cities: readonly string[] | null;
}

/** Lets go what has come due. No person is named so: their names have no brackets. */
export const CLOCK: Actor = { name: 'scheduler (clock)', role: 'admin', story: null, cities: null };

/** The words of the last published revision, and the retraction they were withdrawn with. */
export interface Restorable {
  readonly retraction: number;
  readonly revision: number;
  readonly content: UpdateContent;
  /** What readers were told when it was corrected; null: it never was. */
  readonly correctionNote: string | null;
}

/** The words that readers were told of last, and the revision that is shown now. */
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
/** One that waits at the desk of `from`, which may be another story's. */
type ToFiling = ToUpdate & { readonly from: string };
/** The media it will have, as far as who asks knows: photos among them are shown if the desk approved them. */
type Showing = { readonly media: UpdateContent['media']; readonly photos?: PhotosShown };
interface Filed {
  readonly content: UpdateContent;
  /** What the sender's clock said when this was sent. */
  readonly sentAt?: string | undefined;
  /** Readers see it then at the earliest. */
  readonly publishAt?: string | null;
  /** Those of its photos that the desk has approved. */
  readonly photos?: PhotosShown;
  readonly wishes?: FilingWishes;
}
/** As an editor wants it published: what is changed about it, and when. */
interface Placement {
  readonly by: 'editor';
  readonly version: number | null;
  readonly changes: Partial<UpdateContent>;
  /** Null: at no special time; kept when left out. */
  readonly publishAt?: string | null | undefined;
  /** Who asks, as a member of the desk where it waits. */
  readonly desk: Actor;
  /** Without the safety delay, too. */
  readonly atOnce: boolean;
  readonly override?: Override | undefined;
  /** Of a correction: the revision that was read with it, where that is a newer one; what readers are told; who has the update. */
  readonly revision?: number | undefined;
  readonly correctionNote?: string | undefined;
  readonly lease?: LeaseView | null;
}
/** Its time has come. */
interface Due {
  readonly by: 'clock';
  /** What who filed it may do in the story by now; null: nothing any more. Left out: nobody knows. */
  readonly rights?: Pick<Actor, 'role' | 'cities'> | null;
}
/** A wish to change a story, already of the right form. What the story allows is decided in `decide`. */
export type Command =
  | ({ readonly type: 'open'; readonly setup: StorySetup } & OfVersion)
  | ({ readonly type: 'introduce'; readonly introduction: Introduction } & OfVersion)
  | { readonly type: 'turn'; readonly turn: StoryTurn }
  | {
      readonly type: 'extend';
      readonly cities: readonly City[];
      readonly sources: readonly Source[];
    }
  | ({ readonly type: 'post' } & Filed & ToUpdate)
  | ({ readonly type: 'submit'; readonly version: number | null } & Filed & ToFiling)
  | ({ readonly type: 'publish' } & (Placement | Due) & ToFiling & Showing)
  | { readonly type: 'set-desk'; readonly version: number | null; readonly settings: DeskSettings }
  | { readonly type: 'guard'; readonly settings: SaidGuard; readonly ifMatch: string | null }
  | ({
      readonly type: 'revise';
      /** Under which id it is kept where it has to wait; left out: it never has to. */
      readonly request?: string;
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
      readonly override?: Override;
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
  | ({ readonly type: 'undo' } & ToUpdate)
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
