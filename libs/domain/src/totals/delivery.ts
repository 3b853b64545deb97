import type { FigureClaim, FigureState, Instant } from '#contract/figure';
import type { UpdateStatus } from '#contract/update';

/** One revision of an update, as far as totals need it. A retraction's figures are not looked at. */
export interface UpdateFigures {
  readonly type: 'update';
  readonly id: string;
  readonly revision: number;
  readonly status: UpdateStatus;
  readonly city: string | null;
  readonly occurredAt: Instant;
  readonly figures: readonly FigureClaim[];
}
/** Preferred sources, ids or `kind:monitor`, for a city or (null) the story. An empty order counts as none. */
export interface PreferenceDecision {
  readonly type: 'preference';
  readonly id: string;
  readonly decidedAt: Instant;
  readonly metric: string;
  readonly city: string | null;
  readonly order: readonly string[];
}
export interface PinDecision {
  readonly type: 'pin';
  readonly id: string;
  readonly decidedAt: Instant;
  readonly updateId: string;
  readonly pinned: boolean;
}
/** Overrides the state of a figure, by its index, in every revision of the update. */
export interface RulingDecision {
  readonly type: 'ruling';
  readonly id: string;
  readonly decidedAt: Instant;
  readonly updateId: string;
  readonly figure: number;
  readonly state: FigureState;
}
export type Decision = PreferenceDecision | PinDecision | RulingDecision;
export type Delivery = UpdateFigures | Decision;
