import type { FigureClaim } from '#contract/figure';
import type { StoryView } from '#contract/story';
import type { Cause } from '#contract/totals';

/** Every word a reader sees that the newsroom did not write, in one place. */
const number = new Intl.NumberFormat('en');
export const count = (n: number, one: string, many = `${one}s`) =>
  `${number.format(n)} ${n === 1 ? one : many}`;

export const WORDS = {
  skip: 'Skip to the updates',
  home: 'Live blogs',
  live: 'Live',
  closed: 'This live blog is closed',
  paused: 'This live blog pauses',
  catchingUp: 'Catching up…',
  connecting: 'Connecting…',
  noScript: 'Reload the page for the latest.',
  beside: 'Key events and figures by city',
  onThisPage: 'On this page',
  figures: 'The figures',
  byCity: 'City by city',
  city: 'City',
  whatWeKnow: 'What we know',
  pinned: 'Pinned',
  keyEvents: 'Key events',
  keyEvent: 'Key event',
  updates: 'Updates',
  olderUpdates: 'Older updates',
  newerUpdates: 'Newer updates',
  newestUpdates: 'Newest updates',
  lateArrivals: 'Late arrivals',
  lateArrivalsWhy: 'These reports reached us after the timeline had moved on.',
  noUpdates: 'No updates yet. The first ones appear here by themselves.',
  noUpdatesHere: 'No updates from here yet.',
  allCities: 'All cities',
  chooseCity: 'Show updates from',
  show: 'Show',
  simulated: 'Simulated',
  simulatedWhy: 'invented for a demonstration',
  unconfirmed: 'Not confirmed',
  corrected: 'Corrected',
  withdrawn: 'Withdrawn',
  mergedInto: 'What is known is there now',
  erased: 'The text of this update was removed for good. Its figures still count.',
  evidence: 'Evidence:',
  elsewhere: 'Opens on',
  citySum: 'Our city reports, added up',
  sumSuspended: 'Our city reports are being checked before we add them up again.',
  notAdded: 'Counted separately; the two are never added together.',
  otherClaims: 'Others say',
  noFigure: '–',
  wholeStory: 'whole story',
  theWholeStory: 'The whole story',
  figuresHere: 'Figures in this update',
  refused: 'not counted',
  notConfirmed: 'not confirmed',

  noStories: 'No live blogs yet',
  noStoriesWhy: 'An editor opens the first story with one request, and it appears here:',
  liveNow: 'Live now',
  closedStories: 'Closed',
} as const;

export const offlineSince = (time: string) => `Offline since ${time}. Reconnecting…`;
export const lastUpdate = (time: string, zone: string) => `Last update ${time} ${zone} time`;
export const newUpdates = (n: number) => count(n, 'new update');
export const according = (source: string) => `according to ${source}`;
export const zoneTime = (time: string, zone: string) => `${time} ${zone} time`;
export const inCities = (n: number) => `in ${count(n, 'city', 'cities')}`;
export const reachedUs = (time: string) => `reached us at ${time}`;
export const citiesReporting = (n: number) => `${count(n, 'city', 'cities')} reporting`;
export const counts = (published: number, corrected: number, retracted: number) =>
  [
    count(published, 'update'),
    corrected > 0 ? `${number.format(corrected)} corrected` : '',
    retracted > 0 ? `${number.format(retracted)} withdrawn` : '',
  ]
    .filter(Boolean)
    .join(', ');
export const struckLine = (place: string | null) => (place ? `An update from ${place}` : 'An update');

/** In these countries the police book those they take: an arrest in law. Elsewhere the counts are of detentions. */
const ARREST_COUNTRIES = ['US', 'GB', 'IE', 'CA', 'AU', 'NZ'];

/** What a metric is called in this story: a phrase that can stand after a number. */
export function metricName(metric: string, story: StoryView): string {
  const arrested =
    story.cities.length > 0 && story.cities.every(({ country }) => ARREST_COUNTRIES.includes(country));
  const arrests = arrested ? 'arrests' : 'detentions';
  const names: Record<string, string> = {
    arrests,
    crowd: 'people in the crowd',
    'arrests.minors': `${arrests} of minors`,
    'arrests.journalists': `${arrests} of journalists`,
    released: 'people released',
    injured: 'people injured',
    'injured.police': 'police injured',
  };
  return names[metric] ?? metric.replaceAll(/[._-]/g, ' ');
}

/** The same as a heading; of a crowd the number shown is its peak. */
export function metricHeading(metric: string, story: StoryView): string {
  if (story.metrics[metric] === 'gauge')
    return metric === 'crowd' ? 'Crowd, peak' : `${capital(metricName(metric, story))}, peak`;
  return capital(metricName(metric, story));
}

/** What was said, as it was said: `at least 40,000`, `8,000–15,000`, `dozens`. */
export function saidValue(claim: FigureClaim): string {
  if (claim.words) return claim.words;
  if (claim.low !== undefined && claim.high !== undefined)
    return claim.low === claim.high
      ? number.format(claim.low)
      : `${number.format(claim.low)}–${number.format(claim.high)}`;
  const value = number.format(claim.value ?? 0);
  switch (claim.qualifier) {
    case 'about':
      return `about ${value}`;
    case 'at_least':
      return `at least ${value}`;
    case 'more_than':
      return `more than ${value}`;
    case 'up_to':
      return `up to ${value}`;
    case 'exact':
    case undefined:
      return value;
  }
}

/** The value with what kind of statement it is. */
export function saidFigure(claim: FigureClaim, metric: string): string {
  const value = claim.words?.endsWith('s') ? `${claim.words} of` : saidValue(claim);
  switch (claim.kind) {
    case 'new':
      return `${value} more ${metric}`;
    case 'seen':
      return `${value} ${metric} seen`;
    case 'revised':
      return `${value} ${metric}, revised by the source`;
    case 'so_far':
    case undefined:
      return `${value} ${metric}`;
  }
}

const LOWERED: Partial<Record<Cause, string>> = {
  own_count_replaces_sum: 'the source gave its own count',
  firm_replaces_round: 'a firm figure replaced a round one',
  source_preferred: 'a more reliable source reported',
  preference: 'the desk chose another source',
  revised: 'the source revised its figure',
  correction: 'an update was corrected',
  retraction: 'an update was withdrawn',
  ruling: 'the desk ruled on a figure',
};
export function lowered(from: string, cause: Cause): string {
  const why = LOWERED[cause];
  return why ? `Down from ${from}: ${why}.` : `Down from ${from}.`;
}

export function announcement(posted: number, corrected: number, retracted: number): string {
  const parts = [
    posted > 0 ? newUpdates(posted) : '',
    corrected > 0 ? count(corrected, 'correction') : '',
    retracted > 0 ? `${count(retracted, 'update')} withdrawn` : '',
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}.` : '';
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
