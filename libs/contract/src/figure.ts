/** UTC, whole seconds: `2021-01-23T14:04:30Z`. */
export type Instant = string;

export const QUALIFIERS = ['exact', 'about', 'at_least', 'more_than', 'up_to'] as const;
export type SaidQualifier = (typeof QUALIFIERS)[number];
export type Qualifier = SaidQualifier | 'range';

/** Words that stand for a number, with the floor they count as. */
export const WORD_FLOORS = {
  dozens: 24,
  hundreds: 200,
  'several hundred': 200,
  thousands: 2_000,
  'several thousand': 2_000,
  'tens of thousands': 20_000,
  'hundreds of thousands': 200_000,
} as const;
export type Words = keyof typeof WORD_FLOORS;

export const COUNTER_KINDS = ['so_far', 'new', 'seen', 'revised'] as const;
export type CounterKind = (typeof COUNTER_KINDS)[number];

export const FIGURE_STATES = ['counted', 'held', 'refused'] as const;
export type FigureState = (typeof FIGURE_STATES)[number];

/** What a source said, as it is filed. Exactly one of `value`, `low` with `high`, `words`. */
export interface FigureClaim {
  readonly metric: string;
  readonly source: string;
  /** Counters only; `so_far` when absent. */
  readonly kind?: CounterKind;
  readonly value?: number;
  /** With `value` only; `exact` when absent. */
  readonly qualifier?: SaidQualifier;
  readonly low?: number;
  readonly high?: number;
  readonly words?: Words;
  /** The city, if it is not the update's. */
  readonly city?: string;
  /** Makes the claim story-wide; never together with `city`. */
  readonly scope?: 'story';
  /** The moment the source gave the figure for, if not the update's `occurredAt`. */
  readonly asOf?: Instant;
  readonly state?: FigureState;
  /** False: the newsroom has not confirmed it. It counts all the same; pages say so. */
  readonly confirmed?: boolean;
}

/** An interval with its wording. `high` null is open. */
export interface Figure {
  readonly low: number;
  readonly high: number | null;
  readonly qualifier: Qualifier;
  readonly words: Words | null;
  /** English: `at least 40,000`, `8,000–15,000`. Other languages build theirs from the other fields. */
  readonly label: string;
  readonly asOf: Instant;
}
export interface CounterFigure extends Figure {
  /** Made of `new` and `seen` only: a floor, no whole count. */
  readonly partial: boolean;
}
export interface GaugeFigure extends Figure {
  /** The latest estimate, beside the peak. */
  readonly current: Figure;
}
export interface Leading extends Figure {
  /** Source id, or `city-sum`. */
  readonly source: string;
}
export interface CitySum extends Figure {
  /** The oldest part's moment; `asOf` is the newest's. */
  readonly asOfFrom: Instant;
  readonly cities: number;
  readonly citiesAboveZero: number;
}
