import { plural, type PluralForms } from './plural.js';
import type { Saying } from './saying.js';
import type { Words } from './words.js';

const count = plural('en');
const number = (n: number) => new Intl.NumberFormat('en').format(n);
const forms = (one: string, other = `${one}s`): PluralForms => ({ one, other });

const NOUNS: Readonly<Record<string, PluralForms>> = {
  detentions: forms('detention'),
  arrests: forms('arrest'),
  'detentions.minors': forms('detention of a minor', 'detentions of minors'),
  'arrests.minors': forms('arrest of a minor', 'arrests of minors'),
  'detentions.journalists': forms('detention of a journalist', 'detentions of journalists'),
  'arrests.journalists': forms('arrest of a journalist', 'arrests of journalists'),
  crowd: forms('person', 'people'),
  released: forms('person released', 'people released'),
  injured: forms('person injured', 'people injured'),
  'injured.police': forms('police officer injured', 'police officers injured'),
};
const HEADINGS: Readonly<Record<string, string>> = { crowd: 'Crowd' };
const noun = (metric: string): PluralForms => {
  const other = metric.replaceAll(/[._-]/g, ' ');
  return NOUNS[metric] ?? { other };
};

function value({ low, high, qualifier, words }: Saying): string {
  if (words) return words;
  switch (qualifier) {
    case 'exact':
      return number(low);
    case 'about':
      return `about ${number(low)}`;
    case 'at_least':
      return `at least ${number(low)}`;
    case 'more_than':
      return `more than ${number(low)}`;
    case 'up_to':
      return `up to ${number(high ?? low)}`;
    case 'range':
      return `${number(low)}–${number(high ?? low)}`;
  }
}

const nounAlone = (metric: string, { low, high, words }: Saying) =>
  count(words ? 2 : (high ?? low), noun(metric));
const nounFor = (metric: string, figure: Saying) =>
  figure.words?.endsWith('s') ? `of ${nounAlone(metric, figure)}` : nounAlone(metric, figure);
const phrase = (metric: string, figure: Saying) => `${value(figure)} ${nounFor(metric, figure)}`;

export const ENGLISH: Words = {
  language: 'en',
  locale: 'en-GB',

  number,
  value,
  noun: nounFor,
  phrase,
  said(metric, figure, kind) {
    switch (kind) {
      case 'new':
        return `${value(figure)} more ${nounAlone(metric, figure)}`;
      case 'seen':
        return `${phrase(metric, figure)} seen`;
      case 'revised':
        return `${phrase(metric, figure)}, revised by the source`;
      case 'so_far':
      case undefined:
        return phrase(metric, figure);
    }
  },
  heading(metric) {
    const said = HEADINGS[metric] ?? noun(metric).other;
    return said.charAt(0).toUpperCase() + said.slice(1);
  },
  according: (source) => `according to ${source}`,
  range: (from, whose, to, theirs) => `${from} (${whose}) to ${to} (${theirs})`,
  peak: (heading) => `${heading}, peak`,
  peakAt: (time) => `peak, ${time}`,
  now: (said, time) => `Now ${said} (${time})`,
  sinceThen: (said) => `since then: ${said}`,
  later: (source, said, time) => `${source} later: ${said} (${time})`,
  citySum: (said, cities) => `By city so far: ${said} in ${count(cities, forms('# city', '# cities'))}`,
  sumOf: 'our city reports, added up',
  sumOfCities: (cities) => `our reports from ${count(cities, forms('# city', '# cities'))}, added up`,
  sumSuspended: 'Our city reports are being checked before we add them up again.',
  farApart: 'Sources are far apart',
  notAdded: 'Counted separately; the two are never added together.',
  otherClaims: 'Others say',
  noFigure: '–',
  figuresHere: 'Figures in this update',
  refused: 'not counted',
  notConfirmed: 'not confirmed',
  wholeStory: 'all cities',
  causes: {
    figure: 'a new report',
    own_count_replaces_sum: 'the source gave its own count',
    firm_replaces_round: 'a firm figure replaced a round one',
    source_preferred: 'a more reliable source reported',
    preference: 'the desk chose another source',
    revised: 'the source revised its figure',
    correction: 'an update was corrected',
    retraction: 'an update was withdrawn',
    restored: 'a withdrawn update was restored',
    ruling: 'the desk ruled on a figure',
  },
  moved: (from, went, why) => `${went === 'up' ? 'Up' : 'Down'} from ${from}: ${why}.`,
  lastChanged: 'Last change',
  copy: 'Copy as sentence',
  copied: 'Copied',
  howWeKnow: 'How we know',

  live: 'Live',
  closed: 'This live blog is closed',
  paused: 'This live blog pauses',
  catchingUp: 'Catching up…',
  connecting: 'Connecting…',
  offlineSince: (time) => `Offline since ${time}. Reconnecting…`,
  lastUpdate: (time) => `Last update ${time}`,
  zoned: (time, zone) => (zone === 'UTC' ? `${time} UTC` : `${time} ${zone} time`),
  zone: (timeZone) => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' '),
  yours: (time) => `${time} your time`,
  at: (time) => `at ${time}`,
  reachedUs: (time) => `reached us at ${time}`,
  beside: 'Key events and figures by city',
  onThisPage: 'On this page',
  figures: 'The figures',
  byCity: 'City by city',
  city: 'City',
  citiesReporting: (n) => `${count(n, forms('# city', '# cities'))} reporting`,
  sortBy: (column) => `Sort by: ${column}`,
  map: 'Map',
  mapWhy: 'The larger a circle, the higher the leading figure; all of them are in the table.',
  whatWeKnow: 'What we know',
  pinned: 'Pinned',
  keyEvents: 'Key events',
  keyEvent: 'Key event',
  onlyKeyEvents: 'Key events only',
  noKeyEvents: 'No key events yet.',
  updates: 'Updates',
  olderUpdates: 'Older updates',
  newerUpdates: 'Newer updates',
  newestUpdates: 'Newest updates',
  lateArrivals: 'Late arrivals',
  lateArrivalsWhy: 'These reports reached us after the timeline had moved on.',
  noUpdates: 'No updates yet. The first ones appear here by themselves.',
  noUpdatesHere: 'No updates from here yet.',
  allCities: 'All cities',
  chooseCity: 'City',
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
  struckLine: (place) => (place ? `An update from ${place}` : 'An update'),
  newUpdates: (n) => count(n, forms('# new update')),
  updatesCount: (n) => count(n, forms('# update')),
  counts: (published, corrected, retracted) =>
    [
      count(published, forms('# update')),
      corrected > 0 ? `${number(corrected)} corrected` : '',
      retracted > 0 ? `${number(retracted)} withdrawn` : '',
    ]
      .filter(Boolean)
      .join(', '),
  announcement(posted, corrected, retracted, totals) {
    const news = [
      posted > 0 ? count(posted, forms('# new update')) : '',
      corrected > 0 ? count(corrected, forms('# correction')) : '',
      retracted > 0 ? `${count(retracted, forms('# update'))} withdrawn` : '',
    ].filter(Boolean);
    const said = [news.join(', '), ...totals].filter(Boolean);
    return said.length > 0 ? `${said.join('; ')}.` : '';
  },
};
