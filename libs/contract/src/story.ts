import type { MetricPresentation } from './presentation.js';
import type { MetricType } from './totals.js';

export interface City {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly lat: number;
  readonly lon: number;
  /** IANA, `Europe/Moscow`. */
  readonly timeZone: string;
  readonly region?: string;
  readonly geonameId?: number | null;
  readonly population?: number | null;
}

export const SOURCE_KINDS = ['own', 'monitor', 'media', 'official', 'organiser'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export interface Source {
  readonly id: string;
  readonly kind: SourceKind;
  readonly name: string;
}

/** The body of `PUT /v1/stories/{story}`. */
export interface StorySetup {
  readonly title: string;
  readonly standfirst?: string;
  /** Local calendar day the story is about, `2021-01-23`. */
  readonly date?: string;
  readonly timeZone: string;
  readonly cities: readonly City[];
  readonly sources: readonly Source[];
  /** Metric id to its type; the default set when absent. */
  readonly metrics?: Readonly<Record<string, MetricType>>;
  /** A new story that readers do not see until it is opened; left out, it is live at once. */
  readonly status?: 'draft';
}

/** One thing that readers who come late have to know first. */
export interface KnownBlock {
  /** Made by the desk: the same block keeps it through every edit. */
  readonly id: string;
  readonly heading: string;
  /** Markdown. */
  readonly text: string;
}
/** What stands above a story's figures and updates. */
export interface Introduction {
  readonly title: string;
  readonly standfirst: string | null;
  /** In their order; empty: none. */
  readonly whatWeKnow: readonly KnownBlock[];
}
/** The body of `PUT …/introduction`: the introduction, whole. */
export interface EditIntroduction extends Introduction {
  readonly requestId: string;
}
/** The answer of `GET …/introduction`. `version` is what `If-Match` names. */
export interface IntroductionView extends Introduction {
  readonly version: string;
}
/** The answer of `GET …/setup`: the body of the next `PUT /v1/stories/{story}`, and the version it is of. */
export interface SetupView {
  readonly version: string;
  readonly setup: StorySetup;
}

/**
 * `draft`: for the desk only. `paused`: readers see it and that it pauses; editors post, reporters' filings wait.
 * `closed`: corrections only. `archived`: editors' corrections only, and out of the list.
 */
export const STORY_STATUSES = ['draft', 'live', 'paused', 'closed', 'archived'] as const;
export type StoryStatus = (typeof STORY_STATUSES)[number];
/** What is done to a story as a whole: the last part of `POST …/opening` and so on. */
export type StoryTurn = 'opening' | 'pausing' | 'closing' | 'reopening' | 'archiving';

/** A story as readers see it. */
export interface StoryView {
  readonly id: string;
  readonly title: string;
  readonly standfirst: string | null;
  readonly date: string | null;
  readonly timeZone: string;
  readonly status: StoryStatus;
  readonly cities: readonly City[];
  readonly sources: readonly Source[];
  readonly metrics: Readonly<Record<string, MetricType>>;
  /** Absent: there are no blocks. */
  readonly whatWeKnow?: readonly KnownBlock[];
  /** What the desk decided about showing a metric; absent where it is as usual. */
  readonly presentation?: Readonly<Record<string, MetricPresentation>>;
}

export const DEFAULT_METRICS: Readonly<Record<string, MetricType>> = {
  arrests: 'counter',
  crowd: 'gauge',
  'arrests.minors': 'counter',
  'arrests.journalists': 'counter',
  released: 'counter',
  injured: 'counter',
  'injured.police': 'counter',
};
