import type { ProblemCode } from '#contract/problems';
import type { Language } from './words.js';

/** What went wrong, and what there is instead. */
export interface ProblemWords {
  readonly title: string;
  readonly detail: string;
}

/** Words that only servers print: browsers load none of them. */
export interface PageWords {
  readonly skip: string;
  readonly home: string;
  readonly noScript: string;
  readonly languages: Readonly<Record<Language, string>>;
  readonly noStories: string;
  readonly noStoriesWhy: string;
  readonly toTheDesk: string;
  readonly byRequest: string;
  readonly liveNow: string;
  readonly closedStories: string;
  readonly countingNow: string;
  readonly countingNowWhy: string;
  readonly nothingCounts: string;
  readonly howItChanged: string;
  readonly shownAt: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
  readonly readUpdate: string;
  readonly decided: string;
  readonly earlierChanges: string;
  readonly backToStory: string;
  readonly nothingYet: string;
  overTheDay(heading: string): string;
  readonly chartWhy: string;
  readonly chartTable: string;
  readonly problems: Partial<Record<ProblemCode, ProblemWords>>;
  toStory(title: string): string;
  readonly itsCities: string;
}
