import type { StoryEvent } from './event.js';
import { LIMITS } from './limits.js';

/** Readers fetch the story, and its totals with it. */
export function isToFetch(event: StoryEvent): boolean {
  return 'story' in event && event.story === 'reload';
}

/** The event as readers are sent it: without a story that is too large to go to each of them. The same one if it is not. */
export function sentForm(event: StoryEvent): StoryEvent {
  if (!('story' in event) || event.story === 'reload') return event;
  const bytes = new TextEncoder().encode(JSON.stringify(event.story)).length;
  return bytes > LIMITS.storyEventBytes ? { ...event, story: 'reload' } : event;
}
