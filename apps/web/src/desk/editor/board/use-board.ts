import type { BoardView, PreferenceView } from '#contract/decision';
import type { GuardView } from '#contract/guard';
import type { TotalsState } from '#contract/totals';
import type { Asked } from '../../shell/asked.js';
import { useStory } from '../state/at-story.js';
import { useLive } from '../state/live.js';

export interface Board {
  readonly board: Asked<BoardView>;
  readonly totals: Asked<TotalsState>;
  readonly guard: Asked<GuardView>;
  readonly preferences: Asked<{ readonly preferences: readonly PreferenceView[] }>;
}

/** What the desk sees of pins, key events and figures, as it is now. */
export function useBoard(): Board {
  const { story } = useStory();
  const isDraft = story.status === 'draft';
  const shown = (path: string) => (isDraft ? null : path);
  const changes = /^(update|pin|pins|key_event|ruling|preference)\./;
  return {
    board: useLive(shown('/board'), changes),
    totals: useLive(shown('/guard/totals'), /^(update|ruling|preference|story|guard)\./),
    guard: useLive('/guard', /^(guard|story|flag)\./),
    preferences: useLive(shown('/preferences'), /^preference\./),
  };
}
