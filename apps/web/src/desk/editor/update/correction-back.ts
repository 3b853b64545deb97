import type { UpdateAtDesk } from '#contract/revision';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { UPDATE_WORDS } from '../words-update.js';
import { contentOf } from './content-draft.js';
import { newestDraft } from './newest-draft.js';

interface WayBack {
  readonly undo: (() => Promise<void>) | undefined;
  readonly undone: string;
}

/**
 * The way back from a correction that readers have: what the update said `before` it is its next revision, in place of
 * this `revision` and no newer one, with a note unless the correction had none. No way where the words of before were
 * erased, or readers have none of it yet: `revision` null.
 */
export function useCorrectionBack(): (
  before: UpdateAtDesk,
  revision: number | null,
  isSilent?: boolean,
) => WayBack {
  const words = useWords(UPDATE_WORDS);
  const { story, writes, show } = useStory();
  return (before, revision, isSilent = false) => {
    const { id } = before.update;
    const told = isSilent ? { silent: true } : { correctionNote: words.wrongCorrection };
    const said = { ...contentOf(newestDraft(before, story), story), ...told };
    const undo = async () => {
      await writes.send('POST', `/updates/${id}/revisions`, said, revision ?? undefined);
      show(id);
    };
    const isThere = revision !== null && before.revisions[0]?.status === 'published';
    return { undo: isThere ? undo : undefined, undone: words.wasCorrectedBack };
  };
}
