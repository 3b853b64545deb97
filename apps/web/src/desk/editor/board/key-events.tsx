import { useContext } from 'preact/hooks';
import { LanguageContext, useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { BOARD_WORDS } from '../words-board.js';
import type { Board } from './use-board.js';

/** All key events, the newest first. */
export function KeyEvents({ board: { board } }: { readonly board: Board }) {
  const words = useWords(BOARD_WORDS);
  const language = useContext(LanguageContext);
  const { story, open } = useStory();
  const saying = useSaying(story);
  const events = board.value?.keyEvents ?? [];
  if (board.value && events.length === 0) return <p class="soft">{words.noKeyEvents}</p>;
  return (
    <ol class="lines">
      {events.map(({ id, city, occurredAt, headline, figuresMovedOn }) => (
        <li key={id}>
          <button type="button" class="line" onClick={() => open(id)}>
            <time dateTime={occurredAt}>{timeIn(story, occurredAt, language)}</time>{' '}
            <b>{saying.city(city)}</b> {headline}
            {figuresMovedOn.map(({ figure, to }) => (
              <span key={figure} class="mark warn">
                {' '}
                → {to ?? '—'}
              </span>
            ))}
          </button>
        </li>
      ))}
    </ol>
  );
}
