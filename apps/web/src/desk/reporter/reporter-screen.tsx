import { useState } from 'preact/hooks';
import type { Item } from '#client/outbox/item';
import type { Outbox } from '#client/outbox/outbox';
import { useDesk } from '../shell/at-desk.js';
import { deskHref } from '../shell/route.js';
import { useAsLastStory } from '../shell/use-stories.js';
import { Composer } from './composer.js';
import { DeskNotes } from './desk-notes.js';
import { FiledList } from './filed-list.js';
import { keepOnThisPhone } from './keep-on-this-phone.js';
import { LineState } from './line-state.js';
import { ThisPhone } from './this-phone.js';
import { useDeskAnswers } from './use-desk-answers.js';
import { useItems } from './use-items.js';
import { useReporterWords } from './reporter-words.js';
import { useStory } from './use-story.js';
import './reporter.css';
import './composer.css';
import './wide.css';

export interface ReporterScreenProps {
  readonly story: string;
}

keepOnThisPhone();

/** What a reporter sees: what they filed and what became of it, and below it, under the thumb, what they write. */
export function ReporterScreen({ story }: ReporterScreenProps) {
  const words = useReporterWords();
  const { outbox } = useDesk();
  if (!outbox)
    return (
      <main class="door">
        <p role="alert">{words.noStorage}</p>
      </main>
    );
  return <Filing key={outbox.vault.id} id={story} outbox={outbox} />;
}

function Filing({ id, outbox }: { readonly id: string; readonly outbox: Outbox }) {
  const { story, isThere } = useStory(id, outbox);
  useAsLastStory(id, isThere === true);
  const items = useItems(outbox);
  const { notes, answer } = useDeskAnswers(id, outbox);
  const [correcting, setCorrecting] = useState<Item | null>(null);
  const [takenUp, setTakenUp] = useState(0);
  const [reopened, setReopened] = useState<Item | null>(null);
  const reopen = (item: Item) => {
    setCorrecting(null); // a correction that was begun is kept, and goes on with Correct
    setReopened(item);
  };
  const own = items?.filter((item) => item.story === id);
  if (isThere === false) return <NoSuchStory />;
  return (
    <main class="filing">
      <header class="filing-head">
        <h1>{story.title}</h1>
        <ThisPhone items={items ?? []} outbox={outbox} onOpened={() => setTakenUp((times) => times + 1)} />
      </header>
      <FiledList items={own} story={story} outbox={outbox} onCorrect={setCorrecting} onReopen={reopen}>
        <DeskNotes notes={notes} onAnswer={answer} />
      </FiledList>
      <LineState items={items ?? []} />
      <Composer
        key={`${correcting?.id ?? 'new'}/${takenUp}`}
        {...{ story, items, outbox }}
        correcting={correcting}
        reopened={reopened}
        onReopened={() => setReopened(null)}
        onDone={() => setCorrecting(null)}
      />
    </main>
  );
}

function NoSuchStory() {
  const words = useReporterWords();
  return (
    <main class="door">
      <h1>{words.noSuchStory}</h1>
      <p>{words.noSuchStoryHint}</p>
      <a class="button" href={deskHref({ story: null, screen: '' })}>
        {words.toStories}
      </a>
    </main>
  );
}
