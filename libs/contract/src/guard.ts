import type { FigureClaim, Instant } from './figure.js';
import type { Role } from './people.js';
import type { MetricPresentation } from './presentation.js';

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

/** What guards a story's figures. By source id and metric id; what is not named is guarded as usual. */
export interface GuardSettings {
  readonly sources: Readonly<Record<string, SourceGuard>>;
  readonly metrics: Readonly<Record<string, MetricPresentation>>;
}
export const NO_SETTINGS: GuardSettings = { sources: {}, metrics: {} };

/** The answer of `GET` and `PUT …/guard`. `version` is what `If-Match` names. */
export interface GuardView extends GuardSettings {
  readonly version: string;
}
/** The settings as they are sent: what is left out of a metric is as usual. */
export interface SaidGuard extends Omit<GuardSettings, 'metrics'> {
  readonly metrics: Readonly<Record<string, Partial<MetricPresentation>>>;
}
/** The body of `PUT …/guard`: the settings, whole. */
export interface SetGuard extends SaidGuard {
  readonly requestId: string;
}

/** A figure that waits for a ruling. The answer of `GET …/holds` is `{holds}`, the longest waiting first. */
export interface Hold {
  readonly update: string;
  readonly revision: number;
  /** Its place in the update: what a ruling names. */
  readonly figure: number;
  readonly claim: FigureClaim;
  /** The figure's city; null: the whole story. */
  readonly city: string | null;
  /** Null: an editor put it on hold. */
  readonly reason: HoldReason | null;
  /** Who filed the update: somebody else has to rule. */
  readonly filedBy: string;
  readonly receivedAt: Instant;
}

export const FLAG_KINDS = ['figure_held', 'same_increment', 'below_running_total', 'sum_over_claim'] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];
/** What the desk may answer, by kind. What follows from it: see docs/interface.md. */
export const FLAG_ANSWERS = {
  same_increment: ['two_reports', 'one_report'],
  below_running_total: ['older_report', 'source_revised', 'ours_was_wrong'],
  sum_over_claim: ['seen', 'suspend_sum'],
} as const satisfies Record<Exclude<FlagKind, 'figure_held'>, readonly string[]>;
export type AskingKind = keyof typeof FLAG_ANSWERS;
export type FlagAnswer = (typeof FLAG_ANSWERS)[AskingKind][number];
export const ALL_ANSWERS: readonly FlagAnswer[] = Object.values(FLAG_ANSWERS).flat();

/** Something the desk should look at. The answer of `GET …/flags?state=` is `{flags}`, the newest first. */
export interface Flag {
  readonly id: string;
  readonly kind: AskingKind;
  /** Null: of no single update. */
  readonly update: string | null;
  readonly revision: number | null;
  readonly figure: number | null;
  readonly detail: {
    readonly metric: string;
    readonly city?: string | null;
    readonly source?: string;
    /** The figure that was filed before. */
    readonly before?: { readonly update: string; readonly figure: number };
  };
  readonly at: Instant;
  /** Null: it is open. */
  readonly answer: FlagAnswer | null;
  readonly answeredBy: string | null;
}
/** The body of `POST …/flags/{flag}/answer`. */
export interface AnswerFlag {
  readonly answer: FlagAnswer;
  /** With `source_revised`: the correction's note that readers see. */
  readonly note?: string;
}
