import { useEffect, useState } from 'preact/hooks';
import type { DeskStory } from '#contract/desk';
import { DEFAULT_METRICS, type City, type StoryView } from '#contract/story';
import type { SessionView } from '#contract/people';
import type { Outbox } from '#client/outbox/outbox';
import { useDesk } from '../shell/at-desk.js';

/** What this phone knows of a live blog it has never seen: enough to file. */
function unknown(id: string): StoryView {
  const rest = { standfirst: null, date: null, timeZone: 'UTC', status: 'live' } as const;
  return { id, title: id, ...rest, cities: [], sources: [], metrics: DEFAULT_METRICS };
}

/** The live blog as this phone knows it, and anew whenever there is a network. */
export function useStory(id: string, outbox: Outbox): StoryView {
  const { api } = useDesk();
  const [story, setStory] = useState(() => unknown(id));
  useEffect(() => {
    const name = `story/${id}`;
    let isFresh = false;
    void outbox.kept<StoryView>(name).then((kept) => kept && !isFresh && setStory(kept));
    const ask = () =>
      void api.get<DeskStory>(`/v1/desk/stories/${encodeURIComponent(id)}`).then(
        (answer) => {
          isFresh = true;
          setStory(answer.story);
          return outbox.keep(name, answer.story);
        },
        () => undefined, // what is kept has to do
      );
    ask();
    addEventListener('online', ask);
    return () => removeEventListener('online', ask);
  }, [id, outbox, api]);
  return story;
}

/** The cities somebody is for; null: for all. */
export function assignedTo(story: string, { memberships }: SessionView): readonly string[] | null {
  const of = (wanted: string | null) => memberships?.find((each) => each.story === wanted);
  return (of(story) ?? of(null))?.cities ?? null;
}

/** Theirs. */
export function citiesOf(story: StoryView, who: SessionView): readonly City[] {
  const assigned = assignedTo(story.id, who);
  return story.cities.filter(({ id }) => assigned?.includes(id) ?? true);
}

export function cityName(story: StoryView, city: string): string {
  return story.cities.find(({ id }) => id === city)?.name ?? city;
}

export function zoneOf(story: StoryView, city: string | null): string {
  return story.cities.find(({ id }) => id === city)?.timeZone ?? story.timeZone;
}
