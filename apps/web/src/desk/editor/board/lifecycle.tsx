import { useState } from 'preact/hooks';
import type { StoryStatus, StoryTurn } from '#contract/story';
import { useWords } from '../../shell/language.js';
import { SHELL_WORDS } from '../../shell/words.js';
import { Writing } from '../room/writing.js';
import { useStory } from '../state/at-story.js';
import { BOARD_WORDS } from '../words-board.js';

/** What can be done to a live blog, by where it is. */
const TURNS: Readonly<Record<StoryStatus, readonly StoryTurn[]>> = {
  draft: ['opening'],
  live: ['pausing', 'closing'],
  paused: ['reopening', 'closing'],
  closed: ['reopening', 'archiving'],
  archived: ['reopening'],
};

/** Where the live blog is in its life, and what may come next. Each is asked once more. */
export function Lifecycle() {
  const words = useWords(BOARD_WORDS);
  const shell = useWords(SHELL_WORDS);
  const { story, writes, done, again } = useStory();
  const [asked, setAsked] = useState<StoryTurn | null>(null);
  const send = async () => {
    if (!asked) return;
    await writes.send('POST', `/${asked}`);
    done(words.turned[asked]);
    setAsked(null);
    again();
  };
  return (
    <>
      <p>
        {words.statusIs} <b>{shell.statuses[story.status]}</b>
      </p>
      {asked ? (
        <Writing
          label={words.turns[asked]}
          submit={words.turns[asked]}
          onSend={send}
          onCancel={() => setAsked(null)}
        >
          <p>{words.turnMeans[asked]}</p>
        </Writing>
      ) : (
        <p class="acts">
          {TURNS[story.status].map((turn) => (
            <button key={turn} type="button" class="small" onClick={() => setAsked(turn)}>
              {words.turns[turn]}
            </button>
          ))}
        </p>
      )}
    </>
  );
}
