import { useContext, useState } from 'preact/hooks';
import type { HandoverView } from '#contract/notes';
import { useDesk } from '../../shell/at-desk.js';
import { LanguageContext, useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { useKept } from '../state/kept.js';
import { useLive } from '../state/live.js';
import { timeIn } from '../state/moments.js';
import { Area } from '../update/controls.js';
import { BOARD_WORDS } from '../words-board.js';
import { Meanwhile } from './meanwhile.js';

/** What one shift leaves the next. */
export function Handover() {
  const words = useWords(BOARD_WORDS);
  const language = useContext(LanguageContext);
  const { story, news } = useStory();
  const { value, error } = useLive<HandoverView>('/handover', /^handover\./);
  const [isWritten, setIsWritten] = useState(false);
  if (!value) return <Refused error={error} />;
  const saved = () => {
    news.tell('handover.written');
    setIsWritten(false);
  };
  if (isWritten) return <WriteHandover newest={value} onDone={saved} onClose={() => setIsWritten(false)} />;
  return (
    <>
      <p class="text">{value.text || words.noHandover}</p>
      {value.writtenBy && value.writtenAt && (
        <p class="soft">
          {value.writtenBy}, {timeIn(story, value.writtenAt, language)}
        </p>
      )}
      <button type="button" class="small" onClick={() => setIsWritten(true)}>
        {words.edit}
      </button>
    </>
  );
}

interface WriteHandoverProps {
  readonly newest: HandoverView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function WriteHandover({ newest, onDone, onClose }: WriteHandoverProps) {
  const words = useWords(BOARD_WORDS);
  const { api } = useDesk();
  const { story, address, say } = useStory();
  const usual = { text: newest.text, version: newest.version };
  const [{ text, version }, keep, drop] = useKept(`handover:${story.id}`, usual);
  const isBehind = version !== newest.version;
  const close = () => {
    drop();
    onClose();
  };
  const send = async () => {
    await api.send('PUT', `${address}/handover`, { body: { text }, ifMatch: version });
    drop();
    say(words.wasSaved);
    onDone();
  };
  return (
    <Writing
      label={words.handover}
      submit={words.save}
      onSend={send}
      onCancel={close}
      onLeave={onClose}
      isBlocked={isBehind}
    >
      {isBehind && (
        <Meanwhile onMine={() => keep({ text, version: newest.version })} onTheirs={() => keep(usual)}>
          {newest.text}
        </Meanwhile>
      )}
      <Area label={words.handover} value={text} onText={(said) => keep({ text: said, version })} rows={6} />
    </Writing>
  );
}
