import { useState } from 'preact/hooks';
import type { FilingView } from '#contract/filing';
import { isStillOurs, type Item } from '#client/outbox/item';
import { useDesk } from '../shell/at-desk.js';
import { useSending } from '../shell/sending.js';
import type { FiledEntryProps } from './filed-entry-props.js';
import { useReporterWords } from './reporter-words.js';

type ActionsProps = FiledEntryProps & { readonly onDone: () => void };

/** What can still be done about something filed, by whoever filed it. */
export function Actions(props: ActionsProps) {
  const { item, outbox, onCorrect, onReopen, onDone } = props;
  const words = useReporterWords();
  const [isTakenBack, setIsTakenBack] = useState(false);
  const { at } = item.state;
  const remove = () => void outbox.take(item.order, isTheirs);
  if (item.task.kind !== 'post')
    return (
      <p class="actions">
        <button type="button" onClick={remove}>
          {words.remove1}
        </button>
      </p>
    );
  return (
    <div class="actions">
      {at === 'live' && (
        <button
          type="button"
          onClick={() => {
            onDone();
            onCorrect(item);
          }}
        >
          {words.correct}
        </button>
      )}
      {isTheirs(item) && (
        <>
          <button type="button" onClick={() => onReopen(item)}>
            {words.change}
          </button>
          <button type="button" class="bad" onClick={remove}>
            {words.remove1}
          </button>
        </>
      )}
      {(at === 'live' || (at === 'phone' && !isStillOurs(item))) && !isTakenBack && (
        <button type="button" class="bad" onClick={() => setIsTakenBack(true)}>
          {words.takeBack}
        </button>
      )}
      {isTakenBack && <TakeBack {...props} />}
      {at === 'desk' && !isBack(item) && <Withdraw {...props} />}
    </div>
  );
}

/** It is its author's again, or still. */
export const isTheirs = (item: Item) => isStillOurs(item) || item.state.at === 'refused' || isBack(item);
const isBack = ({ state }: Item) =>
  state.at === 'desk' && (state.status === 'sent_back' || state.status === 'discarded');

/** With a note that readers see; without a network it is kept too, behind what it is about. */
function TakeBack({ item, outbox, onDone }: ActionsProps) {
  const words = useReporterWords();
  const { send } = useDesk();
  const [note, setNote] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    const requestId = crypto.randomUUID();
    const { story, city } = item;
    const task = { kind: 'retraction', of: item.id, body: { requestId, note: note.trim() } } as const;
    await outbox.add({ id: requestId, story, city, composedAt: new Date().toISOString(), photos: [], task });
    send();
    onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label for={`why-${item.id}`}>{words.whyTakenBack}</label>
      <input
        id={`why-${item.id}`}
        type="text"
        required
        maxLength={1000}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <button type="submit" class="bad">
        {words.takeBack}
      </button>
    </form>
  );
}

/** From the desk, before readers have it: only the newsroom knows whether it is still there. */
function Withdraw({ item, outbox }: ActionsProps) {
  const words = useReporterWords();
  const { api } = useDesk();
  const { isUnderWay, error, send } = useSending();
  const withdraw = async () => {
    const path = `/v1/stories/${encodeURIComponent(item.story)}/filings/${item.id}`;
    const { version } = await api.get<FilingView>(path);
    await api.send('DELETE', path, { ifMatch: version });
    await outbox.put([{ ...item, state: { at: 'withdrawn' } }]);
  };
  return (
    <>
      <button type="button" class="bad" disabled={isUnderWay} onClick={() => void send(withdraw)}>
        {words.takeBack}
      </button>
      {error !== undefined && <p role="alert">{words.needsNetwork}</p>}
    </>
  );
}
