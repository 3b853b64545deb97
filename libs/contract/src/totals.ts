import type { CitySum, CounterFigure, Figure, GaugeFigure, Leading } from './figure.js';

export const METRIC_TYPES = ['counter', 'gauge'] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

export interface CityTotals<F = CounterFigure | GaugeFigure> {
  readonly leading: Leading;
  readonly sources: Readonly<Record<string, F>>;
  readonly range: readonly [weakest: string, strongest: string] | null;
}
export interface MetricTotals<F = CounterFigure | GaugeFigure> {
  readonly type: MetricType;
  readonly cities: Readonly<Record<string, CityTotals<F>>>;
  readonly citySum: CitySum | null;
  readonly storyWide: Readonly<Record<string, F>>;
  readonly leading: Leading;
  readonly citySumExceedsClaim: boolean;
}
export interface UpdateCounts {
  readonly published: number;
  readonly retracted: number;
  readonly corrected: number;
}
/** The whole state of a story's figures: the answer of `GET /v1/stories/{story}/totals`. */
export interface TotalsState {
  readonly metrics: Readonly<Record<string, MetricTotals>>;
  readonly updates: UpdateCounts;
  readonly citiesReporting: number;
  readonly pinned: readonly string[];
}

export const CAUSES = [
  'figure',
  'own_count_replaces_sum',
  'firm_replaces_round',
  'source_preferred',
  'preference',
  'revised',
  'correction',
  'retraction',
  'restored',
  'ruling',
] as const;
export type Cause = (typeof CAUSES)[number];

/** One shown total that changed. Whole values; null where there was or is none. */
export interface TotalChange {
  /** `metrics/arrests/cities/moscow/leading`, `metrics/arrests/citySum`, `metrics/arrests/leading`. */
  readonly key: string;
  readonly before: Leading | CitySum | null;
  readonly after: Leading | CitySum | null;
  readonly cause: Cause;
}

/** What readers are sent per city: the leading figure and both ends of the range, with their wording. */
export interface CityTotalsView {
  readonly leading: Leading;
  readonly range: readonly [weakest: Leading, strongest: Leading] | null;
  /** Of a gauge: the latest that its leading source says, where that is later than what leads. */
  readonly current?: Figure;
  /** Of a counter: what its leading source said last, where that is of a later moment and more than a tenth below. */
  readonly laterLower?: Figure;
}
/** What readers are sent per metric beside its cities. */
export interface MetricSums {
  readonly type: MetricType;
  readonly citySum: CitySum | null;
  readonly storyWide: Readonly<Record<string, CounterFigure | GaugeFigure>>;
  /** Beside the claims of a counter: {@link CityTotalsView.laterLower} of each source that has one. */
  readonly laterLower?: Readonly<Record<string, Figure>>;
  readonly leading: Leading;
  readonly citySumExceedsClaim: boolean;
}
/** The same as readers hold it. `leading` null: it is the cities' sum, which the desk withholds. */
export interface ShownSums extends Omit<MetricSums, 'leading'> {
  readonly leading: Leading | null;
}
export interface StoryCounts {
  readonly updates: UpdateCounts;
  readonly citiesReporting: number;
}
/** Totals as readers hold them. */
export interface TotalsView extends StoryCounts {
  readonly metrics: Readonly<
    Record<string, ShownSums & { readonly cities: Readonly<Record<string, CityTotalsView>> }>
  >;
}

/**
 * Changed totals, whole values by key; null removes the key. Keys: `counts`, a metric (`arrests`) for its sums,
 * `arrests/moscow` for a city.
 */
export type TotalsPatch = Readonly<Record<string, StoryCounts | ShownSums | CityTotalsView | null>>;
