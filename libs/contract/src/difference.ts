import type { FigureClaim } from './figure.js';

/** A run of words that both have, or only one of them. The runs that are not `added` are the older text, in order. */
export interface DifferencePart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}
/** The answer of `GET …/updates/{id}/revisions/{n}/difference`. */
export interface RevisionDifference {
  readonly from: number;
  readonly to: number;
  readonly headline: readonly DifferencePart[];
  readonly byline: readonly DifferencePart[];
  readonly text: readonly DifferencePart[];
  /** Null: they are the same. */
  readonly figures: { readonly from: readonly FigureClaim[]; readonly to: readonly FigureClaim[] } | null;
}
