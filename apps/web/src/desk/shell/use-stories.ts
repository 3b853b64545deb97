import { useEffect, useState } from 'preact/hooks';
import type { ListedDeskStory } from '#contract/desk';
import { useAsked } from './asked.js';
import { useDesk } from './at-desk.js';
import { useRoute } from './route.js';

const STORIES = 'stories';
const LAST = 'last-story';

interface Stories {
  readonly stories: readonly ListedDeskStory[] | undefined;
  /** Why there is nothing to show. */
  readonly error: unknown;
}

/** The live blogs that somebody works in: what this device knows at once, what the newsroom says as soon as it can be asked. */
export function useStories(): Stories {
  const { api, outbox } = useDesk();
  const [kept, setKept] = useState<readonly ListedDeskStory[]>();
  const { value, error } = useAsked(STORIES, async () => {
    const { stories } = await api.get<{ stories: ListedDeskStory[] }>('/v1/desk/stories');
    await outbox?.keep(STORIES, stories);
    return stories;
  });
  useEffect(() => void outbox?.kept<readonly ListedDeskStory[]>(STORIES).then(setKept), [outbox]);
  return { stories: value ?? kept, error: kept ? undefined : error };
}

let isOpening = location.pathname === '/desk';

/** Who opens the desk on a phone is where they were: one tap less, and the way there needs no network. */
export function useLastStory(): void {
  const { outbox, who } = useDesk();
  const { go } = useRoute();
  useEffect(() => {
    if (!isOpening || who.role !== 'reporter') return;
    isOpening = false;
    void outbox?.kept<string>(LAST).then((story) => story && go({ story, screen: '' }));
  }, [outbox]);
}

/** Only one that there is: an address that leads nowhere is not opened again. */
export function useAsLastStory(story: string, isThere: boolean): void {
  const { outbox } = useDesk();
  useEffect(() => {
    if (isThere) void outbox?.keep(LAST, story);
  }, [outbox, story, isThere]);
}
