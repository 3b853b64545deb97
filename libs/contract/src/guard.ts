import type { Role } from './people.js';

/** Why a figure waits for a second person. */
export const HOLD_REASONS = [
  'beyond_bound',
  'beyond_population',
  'grows_too_fast',
  'large_first_figure',
  'not_your_source',
  'unverified_source',
  'ruled_before',
  'asked_for',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const VERIFICATIONS = ['verified', 'unverified'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/** Beyond so many times what is there, and at least so much more than it, a figure is held. */
export interface Growth {
  readonly times: number;
  readonly atLeast: number;
}
/** What the desk knows of a source. */
export interface SourceGuard {
  /** Figures of an unverified source are held; `verified` when absent. */
  readonly verification?: Verification;
  /** Who may file its figures: anybody of these roles or names; everybody when absent. Others' are held. */
  readonly roles?: readonly Role[];
  readonly names?: readonly string[];
  /** The most it may say of one city, by metric, in place of the usual bound. */
  readonly bounds?: Readonly<Record<string, number>>;
  readonly growth?: Growth;
}

/** `city_sum`: leading figures and their sum by city; `leading`: without that sum; `desk`: nothing of it. */
export const SHOWS = ['city_sum', 'leading', 'desk'] as const;
export type Shows = (typeof SHOWS)[number];
/** What readers' pages show of a metric. */
export interface MetricPresentation {
  readonly shows: Shows;
  /** The sum by city is withheld until the desk lifts that. */
  readonly sumSuspended: boolean;
}

/** What guards a story's figures. By source id and metric id; what is not named is guarded as usual. */
export interface GuardSettings {
  readonly sources: Readonly<Record<string, SourceGuard>>;
  readonly metrics: Readonly<Record<string, Partial<MetricPresentation>>>;
}
export const NO_SETTINGS: GuardSettings = { sources: {}, metrics: {} };

export const FLAG_KINDS = ['figure_held', 'same_increment', 'below_running_total', 'sum_over_claim'] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];
