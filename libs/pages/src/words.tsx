import type { CounterKind } from '#contract/figure';
import type { Cause } from '#contract/totals';
import type { Saying } from './saying.js';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every word a reader sees that the newsroom did not write: a catalogue per language, and the compiler keeps them equal. */
export interface Words extends FigureWords, StoryWords {
  readonly language: Language;
  /** For dates and numbers. */
  readonly locale: string;
}

/** Of figures and totals. `metric`: as `metricKey` says it, `detentions.minors`. */
interface FigureWords {
  number(n: number): string;
  /** `at least 40,000`: from the interval and its wording alone. */
  value(figure: Saying): string;
  /** What stands after the value: `people`, `of people`. */
  noun(metric: string, figure: Saying): string;
  /** `at least 40,000 people`. */
  phrase(metric: string, figure: Saying): string;
  /** The same with what kind of statement it is. */
  said(metric: string, figure: Saying, kind: CounterKind | undefined): string;
  heading(metric: string): string;
  according(source: string): string;
  /** `4,000 (police) to 50,000 (organisers)`. */
  range(from: string, whose: string, to: string, theirs: string): string;
  peak(heading: string): string;
  peakAt(time: string): string;
  now(value: string, time: string): string;
  sinceThen(value: string): string;
  /** A source's lower figure of later. */
  later(source: string, value: string, time: string): string;
  /** `By city so far: at least 571 in 14 cities`. */
  citySum(value: string, cities: number): string;
  readonly sumOf: string;
  sumOfCities(cities: number): string;
  readonly sumSuspended: string;
  readonly notAdded: string;
  readonly farApart: string;
  readonly otherClaims: string;
  readonly noFigure: string;
  readonly figuresHere: string;
  readonly refused: string;
  readonly notConfirmed: string;
  readonly wholeStory: string;
  readonly causes: Readonly<Record<Cause, string>>;
  /** Why a total is what it is: `Up from 860: a new report.` */
  moved(from: string, went: 'up' | 'down', why: string): string;
  readonly lastChanged: string;
  readonly copy: string;
  readonly copied: string;
  readonly howWeKnow: string;
}

/** Of a story's page. */
interface StoryWords {
  readonly live: string;
  readonly closed: string;
  readonly paused: string;
  readonly catchingUp: string;
  readonly connecting: string;
  offlineSince(time: string): string;
  lastUpdate(time: string): string;
  /** `16:59 Moscow time`. */
  zoned(time: string, zone: string): string;
  /** `Moscow` of `Europe/Moscow`: what people call that clock. */
  zone(timeZone: string): string;
  yours(time: string): string;
  at(time: string): string;
  reachedUs(time: string): string;
  readonly beside: string;
  readonly onThisPage: string;
  readonly figures: string;
  readonly byCity: string;
  readonly city: string;
  citiesReporting(n: number): string;
  sortBy(column: string): string;
  readonly map: string;
  readonly mapWhy: string;
  readonly whatWeKnow: string;
  readonly pinned: string;
  readonly keyEvents: string;
  readonly keyEvent: string;
  readonly onlyKeyEvents: string;
  readonly noKeyEvents: string;
  readonly updates: string;
  readonly olderUpdates: string;
  readonly newerUpdates: string;
  readonly newestUpdates: string;
  readonly lateArrivals: string;
  readonly lateArrivalsWhy: string;
  readonly noUpdates: string;
  readonly noUpdatesHere: string;
  readonly allCities: string;
  readonly chooseCity: string;
  readonly show: string;
  readonly simulated: string;
  readonly simulatedWhy: string;
  readonly unconfirmed: string;
  readonly corrected: string;
  readonly withdrawn: string;
  readonly mergedInto: string;
  readonly erased: string;
  readonly evidence: string;
  readonly elsewhere: string;
  struckLine(place: string | null): string;
  newUpdates(n: number): string;
  updatesCount(n: number): string;
  counts(published: number, corrected: number, retracted: number): string;
  /** In one sentence what came in; `totals`: those that changed, each as a sentence without its end. */
  announcement(posted: number, corrected: number, retracted: number, totals: readonly string[]): string;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
