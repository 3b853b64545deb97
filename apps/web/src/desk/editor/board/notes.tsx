import { useContext, useState } from 'preact/hooks';
import type { NoteView } from '#contract/notes';
import { useDesk } from '../../shell/at-desk.js';
import { LanguageContext, useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { useLive } from '../state/live.js';
import { timeIn } from '../state/moments.js';
import { Area, Line } from '../update/controls.js';
import { BOARD_WORDS } from '../words-board.js';

/** What reporters are asked, and what they answered. */
export function Notes() {
  const words = useWords(BOARD_WORDS);
  const language = useContext(LanguageContext);
  const { story } = useStory();
  const { value, error, again } = useLive<{ notes: readonly NoteView[] }>('/notes', /^note\./);
  const [isWritten, setIsWritten] = useState(false);
  const close = () => {
    setIsWritten(false);
    again();
  };
  return (
    <>
      <Refused error={error} />
      <ul class="notes">
        {value?.notes.map(({ id, to, text, writtenBy, writtenAt, answer }) => (
          <li key={id}>
            <p class="soft">
              {writtenBy} → <b>{to}</b>, {timeIn(story, writtenAt, language)}
            </p>
            <p class="text">{text}</p>
            {answer ? (
              <p class="text answer">
                {answer.text} <small class="soft">{timeIn(story, answer.at, language)}</small>
              </p>
            ) : (
              <p class="mark warn">{words.notAnswered}</p>
            )}
          </li>
        ))}
      </ul>
      {isWritten ? (
        <WriteNote onClose={close} />
      ) : (
        <button type="button" class="small" onClick={() => setIsWritten(true)}>
          {words.writeNote}
        </button>
      )}
    </>
  );
}

function WriteNote({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(BOARD_WORDS);
  const { api } = useDesk();
  const { story, address, say } = useStory();
  const usual = { id: crypto.randomUUID(), to: '', text: '' };
  const [note, keep, drop] = useKept(`note:${story.id}`, usual);
  const close = () => {
    drop();
    onClose();
  };
  const send = async () => {
    await api.send('POST', `${address}/notes`, { body: note });
    say(words.wasSent);
    close();
  };
  const change = (fields: object) => keep({ ...note, id: crypto.randomUUID(), ...fields });
  return (
    <Writing label={words.writeNote} submit={words.sendNote} onSend={send} onCancel={close} onLeave={onClose}>
      <Line label={words.noteTo} value={note.to} onText={(to) => change({ to })} required />
      <Area label={words.noteText} value={note.text} onText={(text) => change({ text })} required />
    </Writing>
  );
}
