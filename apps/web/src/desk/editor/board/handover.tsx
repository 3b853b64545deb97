import { useContext } from 'preact/hooks';
import type { HandoverView } from '#contract/notes';
import { useDesk } from '../../shell/at-desk.js';
import { LanguageContext, useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { Area } from '../update/controls.js';
import { BOARD_WORDS } from '../words-board.js';
import { Revised } from './revised.js';

/** What one shift leaves the next. */
export function Handover() {
  const words = useWords(BOARD_WORDS);
  const language = useContext(LanguageContext);
  const { api } = useDesk();
  const { story, address, news } = useStory();
  return (
    <Revised<HandoverView>
      label={words.handover}
      path="/handover"
      when={/^handover\./}
      shown={({ text, writtenBy, writtenAt }) => (
        <>
          <p class="text">{text || words.noHandover}</p>
          {writtenBy && writtenAt && (
            <p class="soft">
              {writtenBy}, {timeIn(story, writtenAt, language)}
            </p>
          )}
        </>
      )}
      fields={({ text }, set) => (
        <Area label={words.handover} value={text} onText={(said) => set({ text: said })} rows={6} />
      )}
      theirs={(_, { text }) => text}
      save={async ({ text }, version) => {
        await api.send('PUT', `${address}/handover`, { body: { text }, ifMatch: version });
        news.tell('handover.written');
      }}
    />
  );
}
