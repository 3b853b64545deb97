import type { ProblemDocument } from '#contract/problems';
import type { PostUpdate, RetractUpdate, ReviseUpdate, Warning } from '#contract/update';
import type { WaitReason } from '#contract/waiting';

/** What is asked of the newsroom: made once, when it was composed, and the same however often it is sent. */
export type Task =
  | { readonly kind: 'post'; readonly body: PostUpdate }
  | { readonly kind: 'correction'; readonly of: string; readonly body: ReviseUpdate }
  | { readonly kind: 'retraction'; readonly of: string; readonly body: RetractUpdate }
  | {
      readonly kind: 'undoing';
      readonly of: string;
      readonly body: { readonly requestId: string };
      /** From when on, by the phone's clock, the newsroom retracts and does not undo. */
      readonly until: string;
      /** What readers are told of it where it arrives too late to be undone, and is retracted instead. */
      readonly note: string;
    };

/** Where something filed is. `phone` with attempts: it may have been recorded, and is asked about by the same id. */
export type ItemState =
  | { readonly at: 'phone' }
  | { readonly at: 'sending' }
  | { readonly at: 'live'; readonly revision: number; readonly warnings: readonly Warning[] }
  | {
      readonly at: 'desk';
      readonly status: 'submitted' | 'scheduled' | 'sent_back' | 'discarded';
      readonly reasons: readonly WaitReason[];
      readonly publishAt?: string;
      readonly note?: string;
    }
  | { readonly at: 'withdrawn' }
  | { readonly at: 'refused'; readonly problem: ProblemDocument };

/** One thing in the outbox of one person on one phone. */
export interface Item {
  /** The update's uuid, or the request's: what makes a repeat harmless. */
  readonly id: string;
  /** As composed on this phone: smaller is earlier. */
  readonly order: number;
  readonly story: string;
  /** What is of one city is sent in its order. Null: of the whole story. */
  readonly city: string | null;
  readonly task: Task;
  /** Not here yet: they go before the words that name them. */
  readonly photos: readonly WaitingPhoto[];
  /** Why the newsroom did not take a photo of it. */
  readonly photoProblem?: ProblemDocument;
  /** UTC, by the phone's clock. */
  readonly composedAt: string;
  /** How often it was sent without an answer that settles it. */
  readonly attempts: number;
  readonly state: ItemState;
}
export interface WaitingPhoto {
  readonly id: string;
  readonly failures: number;
}

export function isUnsent({ state }: Item): boolean {
  return state.at === 'phone' || state.at === 'sending';
}

/** Nothing more comes of it by itself: it is done, or its author has to look. */
export function isSettled({ state }: Item): boolean {
  return state.at === 'live' || state.at === 'withdrawn';
}

/** Never sent: it can still be changed or taken back on the phone. Afterwards only the newsroom can say what became of it. */
export function isStillOurs(item: Item): boolean {
  return item.state.at === 'phone' && item.attempts === 0;
}

/** The update that an item is about. */
export function updateOf({ task }: Item): string {
  return task.kind === 'post' ? task.body.id : task.of;
}
