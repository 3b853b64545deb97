import type { FigureClaim, FigureState } from './figure.js';
import type { MediaItem } from './media.js';
import type { Evidence, FigureView, Label, UpdateView } from './update.js';

/** A revision that readers may still read, or only its number and why it is gone. */
export type RevisionOf<F> = {
  readonly revision: number;
  readonly receivedAt: string;
  readonly note: string | null;
} & (
  | {
      readonly status: 'published';
      readonly city: string | null;
      readonly occurredAt: string;
      readonly byline: string | null;
      readonly headline: string | null;
      readonly text: string;
      readonly labels: readonly Label[];
      readonly evidence: readonly Evidence[];
      readonly confirmed: boolean;
      readonly figures: readonly F[];
    }
  | { readonly status: 'retracted' }
  | { readonly status: 'withheld' }
);
export type RevisionView = RevisionOf<FigureView>;
export type FigureAtDesk = FigureClaim & { readonly state: FigureState };
/** Each figure with its state now, held ones too. */
export type RevisionAtDesk = RevisionOf<FigureAtDesk> & {
  readonly author: string;
  /** Also photos that no editor approved: a correction says them again, or they are gone. */
  readonly media: readonly MediaItem[];
};

/** The answer of `GET …/updates/{id}/desk`. */
export interface UpdateAtDesk {
  readonly update: UpdateView;
  /** What `If-Match` names where it is made a key event, or no longer. */
  readonly keyEventVersion: string;
  /** The newest first. */
  readonly revisions: readonly RevisionAtDesk[];
  /** The account that filed it. */
  readonly author: string;
}
