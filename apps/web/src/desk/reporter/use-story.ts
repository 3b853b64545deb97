import { useEffect, useState } from 'preact/hooks';
import type { DeskStory } from '#contract/desk';
import { DEFAULT_METRICS, type City, type StoryView } from '#contract/story';
import type { SessionView } from '#contract/people';
import { draftsOf } from '#client/outbox/draft-names';
import type { Outbox } from '#client/outbox/outbox';
import { RefusedError } from '#client/refused-error';
import { useDesk } from '../shell/at-desk.js';

/** What this phone knows of a live blog it has never seen: enough to file. */
function unknown(id: string): StoryView {
  const rest = { standfirst: null, date: null, timeZone: 'UTC', status: 'live' } as const;
  return { id, title: id, ...rest, cities: [], sources: [], metrics: DEFAULT_METRICS };
}

export interface FiledStory {
  readonly story: StoryView;
  /** Undefined: the newsroom did not say, and this phone has not seen it; false: there is none, and nothing was written of it. */
  readonly isThere: boolean | undefined;
}

/** The live blog as this phone knows it, and anew whenever there is a network. */
export function useStory(id: string, outbox: Outbox): FiledStory {
  const { api } = useDesk();
  const [found, setFound] = useState<FiledStory>(() => ({ story: unknown(id), isThere: undefined }));
  useEffect(() => {
    const name = nameOf(id);
    let isFresh = false;
    const show = (story: StoryView) => setFound({ story, isThere: true });
    void outbox.kept<StoryView>(name).then((kept) => kept && !isFresh && show(kept));
    const ask = async () => {
      try {
        const { story } = await api.get<DeskStory>(`/v1/desk/stories/${encodeURIComponent(id)}`);
        isFresh = true;
        show(story);
        await outbox.keep(name, story);
      } catch (error) {
        if (isNotThere(error) && !(await isKnownHere(id, outbox)))
          setFound(({ story }) => ({ story, isThere: false }));
      } // else what is kept has to do
    };
    void ask();
    const again = () => void ask();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [id, outbox, api]);
  return found;
}

const nameOf = (id: string) => `story/${id}`;
const isNotThere = (error: unknown) =>
  error instanceof RefusedError && error.problem.code === 'story_not_found';

/** Whoever wrote something of it finds it again, whatever the newsroom says of the address. */
async function isKnownHere(id: string, outbox: Outbox): Promise<boolean> {
  if ((await outbox.kept(nameOf(id))) !== undefined) return true;
  if ((await outbox.names(draftsOf(id))).length > 0) return true;
  return (await outbox.items()).some(({ story }) => story === id);
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
