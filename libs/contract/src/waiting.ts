export const FILING_STATES = [
  'draft',
  'submitted',
  'scheduled',
  'sent_back',
  'published',
  'discarded',
] as const;
/** `draft`: its author's alone. `sent_back`: its author's again, with a note. */
export type FilingState = (typeof FILING_STATES)[number];

export const WAIT_CODES = [
  'unknown_city',
  'unknown_source',
  'unknown_metric',
  'invalid_figure',
  'in_the_future',
  'story_closed',
  'story_paused',
  'story_draft',
  'figure_held',
  'not_allowed',
  'review',
  'safety_delay',
  'publish_at',
  'account_closed',
  'id_reused',
  'stale_revision',
  'update_retracted',
] as const;
export type WaitCode = (typeof WAIT_CODES)[number];

/** Why something filed waits at the desk. `path` is dotted: `figures.0.source`. */
export interface WaitReason {
  readonly code: WaitCode;
  readonly path?: string;
  /** What it is and what is possible, for a person. */
  readonly message: string;
}

/** Beside an update that is filed; no part of what it says. */
export interface FilingTimes {
  /** The sender's clock when this request was sent: times of a clock that is wrong are set right by it. */
  readonly sentAt?: string;
  /** Readers see it from then on, not before. */
  readonly publishAt?: string;
  /** The same, said of somebody else's wish; the later of the two holds. */
  readonly embargoUntil?: string;
}
