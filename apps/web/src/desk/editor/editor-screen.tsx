import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { DeskStory } from '#contract/desk';
import type { StoryEvent } from '#contract/event';
import type { LeaseView } from '#contract/lease';
import { useAsked } from '../shell/asked.js';
import { useDesk } from '../shell/at-desk.js';
import { useWords } from '../shell/language.js';
import { SHELL_WORDS } from '../shell/words.js';
import { Announcer } from './room/announcer.js';
import { Refused } from './room/refused.js';
import { Room } from './room/room.js';
import { type Done, DoneBar } from './room/undo.js';
import { type AtStory, AtStoryContext } from './state/at-story.js';
import { useBeside } from './state/beside.js';
import { Leased } from './state/leased.js';
import { News } from './state/news.js';
import { useStoryLine } from './state/story-line.js';
import { Writes } from './state/writes.js';
import { ROOM_WORDS } from './words-room.js';
import './styles/editor.css';

export interface EditorScreenProps {
  readonly story: string;
}

/** A story's desk, as an editor works at it. */
export function EditorScreen({ story }: EditorScreenProps) {
  const { api } = useDesk();
  const words = useWords(SHELL_WORDS);
  const { value, error, again } = useAsked(`story:${story}`, () =>
    api.get<DeskStory>(`/v1/desk/stories/${encodeURIComponent(story)}`),
  );
  if (value)
    return <AtTheDesk key={value.story.status === 'draft' ? 'draft' : 'out'} asked={value} again={again} />;
  return (
    <main class="door">
      {error === undefined ? <p role="status">{words.starting}</p> : <Refused error={error} />}
    </main>
  );
}

interface AtTheDeskProps {
  readonly asked: DeskStory;
  /** Asks again how the story is set up. */
  readonly again: () => void;
}

function AtTheDesk({ asked, again }: AtTheDeskProps) {
  const { api } = useDesk();
  const words = useRef(useWords(ROOM_WORDS));
  words.current = useWords(ROOM_WORDS);
  const address = `/v1/stories/${encodeURIComponent(asked.story.id)}`;
  const news = useMemo(() => new News(), []);
  const writes = useMemo(() => new Writes(api, address), [api, address]);
  const [sentence, say] = useSaid();
  const [done, setDone] = useState<Done | null>(null);
  const beside = useBeside();
  const [leases, setLeases] = useState<readonly LeaseView[]>([]);
  const take = useRef<(event: StoryEvent) => void>(() => undefined);
  const isDraft = asked.position === null;
  const onEvent = (event: StoryEvent) => {
    take.current(event);
    news.tell(event.kind, 'update' in event ? event.update.id : null);
  };
  const line = useStoryLine(asked.story.id, isDraft, news, onEvent);
  useAnnounced(news, () => words.current, say);
  useEffect(
    () => (isDraft ? news.hear((what) => what.startsWith('story.') && again()) : undefined),
    [news, isDraft],
  );
  const story = line.snapshot?.story ?? asked.story;
  const at: AtStory = {
    ...{ story, address, news, writes, ...line, leases, say, again },
    ...{ open: beside.open, show: beside.show },
    done: (what, undo, after) => {
      say(what);
      setDone({ id: performance.now(), sentence: what, undo, ...after });
    },
    failed: (error) => setDone({ id: performance.now(), sentence: '', error }),
  };
  return (
    <AtStoryContext.Provider value={at}>
      <Leased onLeases={setLeases} />
      <Room
        beside={beside}
        onEvents={(next) => {
          take.current = next;
        }}
      />
      {done && (
        <DoneBar
          key={done.id}
          done={done}
          onUndone={() => at.done(done.undone ?? words.current.undone)}
          onGone={() => setDone(null)}
        />
      )}
      <p class="unseen" role="status">
        {sentence}
      </p>
    </AtStoryContext.Provider>
  );
}

/** Says what comes in to those who hear the page. */
function useAnnounced(news: News, ...how: ConstructorParameters<typeof Announcer>): void {
  useEffect(() => {
    const announcer = new Announcer(...how);
    const deaf = news.hear((what) => announcer.hear(what));
    return () => {
      deaf();
      announcer.close();
    };
  }, [news]);
}

/** What those who hear the page are told; said twice, it is heard twice. */
function useSaid(): [string, (sentence: string) => void] {
  const [sentence, setSentence] = useState('');
  const say = useCallback(
    (what: string) => setSentence((before) => (before === what ? `${what}\u00a0` : what)),
    [],
  );
  return [sentence, say];
}
