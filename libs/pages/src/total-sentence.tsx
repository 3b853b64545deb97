import type { CitySum, Figure, Leading } from '#contract/figure';
import type { StoryView } from '#contract/story';
import type { CityTotalsView } from '#contract/totals';
import { cityName, sourceName, zoneOf } from './places.js';
import type { Reading } from './reading.js';
import { highEnd, lowEnd, metricKey, rounded } from './saying.js';
import { isPreferred, leadingRange, type Place } from './telling.js';
import { clockOn, zonedClock } from './when.js';
import type { Words } from './words.js';

/** A total as a sentence that may stand anywhere: the place, the figure, whose it is and of when. */
export function sentenceOf(
  words: Words,
  { snapshot, orders }: Reading,
  place: Place,
  here: CityTotalsView,
): string {
  const { story } = snapshot;
  const { leading } = here;
  const zone = zoneOf(story, place.city);
  const key = metricKey(place.metric, story);
  const at = place.city === null ? '' : `${cityName(story, place.city)}: `;
  const range = leadingRange(here, isPreferred(place, leading.source, { orders, sources: story.sources }));
  const time = spanInWords(words, story, zone, range ?? [leading]);
  const when = story.metrics[place.metric] === 'gauge' ? words.peakAt(time) : time;
  if (range) return `${at}${words.heading(key)}: ${rangeInWords(words, story, range)}, ${when}.`;
  return `${at}${words.phrase(key, leading)}, ${words.according(sourceName(story, leading.source))}, ${when}.`;
}

/** What the cities add up to as such a sentence. */
export function sumSentence(words: Words, story: StoryView, metric: string, sum: CitySum): string {
  const said = words.citySum(words.value(rounded(sum)), sum.cities);
  const when = spanInWords(words, story, story.timeZone, [{ asOf: sum.asOfFrom }, sum]);
  return `${words.heading(metricKey(metric, story))}, ${said.charAt(0).toLowerCase()}${said.slice(1)}, ${when}.`;
}

/** A source's lower figure of later, for under its higher one: readers who know it see that we do. */
export function laterInWords(
  words: Words,
  story: StoryView,
  city: string | null,
  [source, said]: readonly [source: string, said: Figure],
): string {
  const at = clockOn(words, story, said.asOf, zoneOf(story, city));
  return words.later(sourceName(story, source), words.value(said), at);
}

/** The sentence where it stands alone: with what its source said later, far below. */
export function wholeSentence(words: Words, reading: Reading, place: Place, here: CityTotalsView): string {
  const { leading, laterLower } = here;
  const sentence = sentenceOf(words, reading, place, here);
  if (!laterLower) return sentence;
  return `${sentence} ${laterInWords(words, reading.snapshot.story, place.city, [leading.source, laterLower])}.`;
}

/** Of each city whose sources contradict each other what they say: a sum takes one of them. Empty: there is none. */
export function doubtOfSum(words: Words, { snapshot, orders }: Reading, metric: string): string {
  const { story, totals } = snapshot;
  const apart = Object.entries(totals.metrics[metric]?.cities ?? {}).flatMap(([city, here]) => {
    const preferred = isPreferred({ metric, city }, here.leading.source, { orders, sources: story.sources });
    const range = leadingRange(here, preferred);
    return range ? `${cityName(story, city)}, ${rangeInWords(words, story, range)}` : [];
  });
  return apart.length > 0 ? `${words.farApart}: ${apart.join('; ')}` : '';
}

/** `08:20–16:55 Moscow time`: from the oldest to the newest of what is told. */
function spanInWords(
  words: Words,
  story: StoryView,
  zone: string,
  told: readonly { readonly asOf: string }[],
): string {
  const [oldest = '', ...later] = told.map(({ asOf }) => asOf).sort();
  const newest = later.at(-1) ?? oldest;
  const to = zonedClock(words, story, newest, zone);
  return oldest === newest ? to : `${clockOn(words, story, oldest, zone)}–${to}`;
}

const bare = (words: Words, figure: Leading, n: number) =>
  figure.words ? words.value(figure) : words.number(n);
/** Where there is no room for whose they are. */
export const rangeInBrief = (words: Words, [from, to]: readonly [Leading, Leading]): string =>
  `${bare(words, from, lowEnd(from))}–${bare(words, to, highEnd(to))}`;

/** Both ends, each with whose it is. */
export function rangeInWords(
  words: Words,
  story: StoryView,
  [from, to]: readonly [Leading, Leading],
): string {
  return words.range(
    ...[bare(words, from, lowEnd(from)), sourceName(story, from.source)],
    ...([bare(words, to, highEnd(to)), sourceName(story, to.source)] as const),
  );
}
