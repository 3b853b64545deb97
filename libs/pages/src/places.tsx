import type { City, StoryView } from '#contract/story';

export function cityOf(story: StoryView, id: string | null): City | undefined {
  return id === null ? undefined : story.cities.find((city) => city.id === id);
}
export function cityName(story: StoryView, id: string): string {
  return cityOf(story, id)?.name ?? id;
}
/** The clock that a moment is told by: the city's, else the story's. */
export function zoneOf(story: StoryView, city: string | null): string {
  return cityOf(story, city)?.timeZone ?? story.timeZone;
}
export function sourceName(story: StoryView, id: string): string {
  return story.sources.find((source) => source.id === id)?.name ?? id;
}
