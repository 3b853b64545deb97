import type { Instant } from '#contract/figure';
import type { StoryView } from '#contract/story';
import { calendarDay, clock, shortDay } from './times.js';

/** A moment on a zone's clock, with the day when it is not the story's own. */
export function When({
  at,
  zone,
  story,
}: {
  readonly at: Instant;
  readonly zone: string;
  readonly story: StoryView;
}) {
  return <time dateTime={at}>{clockOn(story, at, zone)}</time>;
}

export function clockOn(story: StoryView, at: Instant, zone: string): string {
  const time = clock(at, zone);
  return calendarDay(at, zone) === story.date ? time : `${shortDay(at, zone)}, ${time}`;
}
