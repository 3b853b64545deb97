import type { Instant } from '#contract/figure';
import type { StoryView } from '#contract/story';
import { useSpeech, useWords } from './speech.js';
import { calendarDay, clock, shortDay } from './times.js';
import type { Words } from './words.js';

interface WhenProps {
  readonly at: Instant;
  readonly zone: string;
  readonly story: StoryView;
}

/** A moment on a zone's clock, with the day when it is not the story's own. */
export function When({ at, zone, story }: WhenProps) {
  return <time dateTime={at}>{clockOn(useWords(), story, at, zone)}</time>;
}

/** The same with whose clock it is. */
export function ZonedTime({ at, zone, story }: WhenProps) {
  return <time dateTime={at}>{zonedClock(useWords(), story, at, zone)}</time>;
}

/** The same moment on the story's clock, where the city's shows another time: the order of the timeline. */
export function StoryTime({ at, zone, story }: WhenProps) {
  const words = useWords();
  const time = clockOn(words, story, at, story.timeZone);
  if (time === clockOn(words, story, at, zone)) return null;
  return (
    <>
      {' · '}
      <time dateTime={at}>{words.zoned(time, words.zone(story.timeZone))}</time>
    </>
  );
}

/** And on the reader's own, where neither is: known in the browser only, as the zone of its clock. */
export function OwnTime({ at, zone, story }: WhenProps) {
  const { words, zone: own } = useSpeech();
  if (own === undefined) return null;
  const time = clockOn(words, story, at, own);
  if ([zone, story.timeZone].some((other) => clockOn(words, story, at, other) === time)) return null;
  return (
    <>
      {' · '}
      <time dateTime={at}>{words.yours(time)}</time>
    </>
  );
}

export function clockOn(words: Words, story: StoryView, at: Instant, zone: string): string {
  const time = clock(at, zone);
  return calendarDay(at, zone) === story.date ? time : `${shortDay(at, zone, words.locale)}, ${time}`;
}

export const zonedClock = (words: Words, story: StoryView, at: Instant, zone: string): string =>
  words.zoned(clockOn(words, story, at, zone), words.zone(zone));
