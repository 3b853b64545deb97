import { useState } from 'preact/hooks';
import { FLAG_ANSWERS, type Flag, type FlagAnswer } from '#contract/guard';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useSaying } from '../state/said.js';
import { Line } from '../update/controls.js';
import { QUEUE_WORDS } from '../words-queue.js';

/** A question about a figure, and what it may be answered. */
export function FlagItem({ flag }: { readonly flag: Flag }) {
  const words = useWords(QUEUE_WORDS);
  const { api } = useDesk();
  const { address, story, news, open, say } = useStory();
  const saying = useSaying(story);
  const { isUnderWay, error, send } = useSending();
  const [asksNote, setAsksNote] = useState(false);
  const [note, setNote] = useState('');
  const { id, kind, update, detail } = flag;
  const answer = async (said: FlagAnswer) => {
    const body = { answer: said, ...(said === 'source_revised' && { note }) };
    await api.send('POST', `${address}/flags/${id}/answer`, { body });
    news.tell('flag.answered');
    say(words.wasAnswered);
  };
  const choose = (said: FlagAnswer) =>
    said === 'source_revised' ? setAsksNote(true) : void send(() => answer(said));
  const place = detail.city === undefined ? '' : `${saying.city(detail.city)} · `;
  const before = detail.before?.update;
  return (
    <>
      <p class="reason">{words.flagKinds[kind]}</p>
      <p class="soft">
        {place}
        {saying.metricName(detail.metric)}
        {detail.source && ` · ${saying.source(detail.source)}`}
      </p>
      <p class="acts">
        {FLAG_ANSWERS[kind].map((said) => (
          <button key={said} type="button" class="small" disabled={isUnderWay} onClick={() => choose(said)}>
            {words.answers[said]}
          </button>
        ))}
      </p>
      <Refused error={error} />
      {asksNote && (
        <Writing
          label={words.answers.source_revised}
          submit={words.answers.source_revised}
          onSend={() => answer('source_revised')}
          onCancel={() => setAsksNote(false)}
        >
          <Line label={words.revisedNote} value={note} onText={setNote} required maxLength={1_000} />
        </Writing>
      )}
      <p class="acts">
        {update && (
          <button type="button" class="plain small" onClick={() => open(update)}>
            {words.openUpdate}
          </button>
        )}
        {before && (
          <button type="button" class="plain small" onClick={() => open(before)}>
            {words.openBefore}
          </button>
        )}
      </p>
    </>
  );
}
