import type { Receipt } from '#contract/update';
import { useWords } from '../../shell/language.js';
import { type AfterUndo, useStory } from '../state/at-story.js';
import { ROOM_WORDS } from '../words-room.js';

/** Says what became of something that was sent to readers: it is out and can be taken back for a while, or it waits. */
export function useToldPublished() {
  const words = useWords(ROOM_WORDS);
  const { done } = useStory();
  return ({ status, warnings }: Receipt, takeBack?: () => Promise<unknown>, after?: AfterUndo): void => {
    const isHeld = warnings?.some(({ code }) => code === 'figure_held');
    if (status !== 'published') done(words.waitsNow);
    else
      done(isHeld ? words.wasPublishedHeld : words.wasPublished, takeBack, {
        undone: words.wasTakenBack,
        ...after,
      });
  };
}
