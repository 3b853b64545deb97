import type { GuardView } from '#contract/guard';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { BOARD_WORDS } from '../words-board.js';

/** Withholds a metric's sum by city from readers, or shows it again. */
export function useSuspending(guard: GuardView | undefined) {
  const words = useWords(BOARD_WORDS);
  const { writes, done, news } = useStory();
  return async (metric: string, sumSuspended: boolean): Promise<void> => {
    if (!guard) return;
    const { version, sources, metrics } = guard;
    const body = { sources, metrics: { ...metrics, [metric]: { ...metrics[metric], sumSuspended } } };
    await writes.send('PUT', '/guard', body, version);
    news.tell('guard.changed');
    done(sumSuspended ? words.wasSuspended : words.isShownAgain);
  };
}
