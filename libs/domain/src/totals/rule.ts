import type { CounterFigure, GaugeFigure } from '#contract/figure';
import type { Claim } from '../figures/claim.js';

export type SourceFigure = CounterFigure | GaugeFigure;

/** How one source's claims about one place come to a figure. `S` is what is kept, its size independent of the claims. */
export interface Rule<S> {
  /** From all claims; null of none. */
  of(claims: readonly Claim[]): S | null;
  /** The same with one claim more; null when that takes all claims again. */
  on(kept: S, claim: Claim): S | null;
  figure(kept: S): SourceFigure;
  /** The strongest running total it stands on; null: it stands on none. */
  base(kept: S): Claim | null;
  /** The running total of the latest moment, whether it stands on it or not; of one moment the strongest. Null: none. */
  last(kept: S): Claim | null;
  /** The claims that the figure is made of. */
  counting(kept: S, claims: readonly Claim[]): readonly Claim[];
}
