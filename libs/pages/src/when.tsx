import type { Instant } from '#contract/figure';
import type { StoryView } from '#contract/story';
import { calendarDay, clock, shortDay, zoneName } from './times.js';
import { zoneTime } from './words.js';

interface WhenProps {
  readonly at: Instant;
  readonly zone: string;
  readonly story: StoryView;
}

/** A moment on a zone's clock, with the day when it is not the story's own. */
export function When({ at, zone, story }: WhenProps) {
  return <time dateTime={at}>{clockOn(story, at, zone)}</time>;
}

/** The same moment on the story's clock, where the city's shows another time: the order of the timeline. */
export function StoryTime({ at, zone, story }: WhenProps) {
  const time = clockOn(story, at, story.timeZone);
  if (time === clockOn(story, at, zone)) return null;
  return (
    <>
      {' · '}
      <time dateTime={at}>{zoneTime(time, zoneName(story.timeZone))}</time>
    </>
  );
}

export function clockOn(story: StoryView, at: Instant, zone: string): string {
  const time = clock(at, zone);
  return calendarDay(at, zone) === story.date ? time : `${shortDay(at, zone)}, ${time}`;
}
