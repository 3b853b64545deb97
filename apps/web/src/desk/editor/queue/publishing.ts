import type { FilingView } from '#contract/filing';
import type { UpdateAtDesk } from '#contract/revision';
import type { Asked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useToldPublished } from '../room/told-published.js';
import { useStory } from '../state/at-story.js';
import { useCorrectionBack } from '../update/correction-back.js';
import { QUEUE_WORDS } from '../words-queue.js';
import { seenRevision } from './correction-of.js';

/**
 * Publishes a filing with what is said of it here. Readers may have it at once: what takes it back is a retraction with a
 * reason, or of a correction one to what was `corrected`, of this revision and no newer one.
 */
export function usePublishing({ id, version, corrects }: FilingView, corrected: Asked<UpdateAtDesk>) {
  const words = useWords(QUEUE_WORDS);
  const { api } = useDesk();
  const { story, writes, show } = useStory();
  const told = useToldPublished();
  const correctionBack = useCorrectionBack();
  return async (said: object): Promise<void> => {
    const receipt = await writes.send(
      'POST',
      `/filings/${id}/publication`,
      { ...said, ...seenRevision(corrected), atOnce: true },
      version,
    );
    const { revision, story: where = story.id } = receipt;
    const sending = {
      body: { requestId: crypto.randomUUID(), note: words.byMistake },
      ...(revision !== null && { ifMatch: revision }),
    };
    const path = `/v1/stories/${encodeURIComponent(where)}/updates/${receipt.id}/retraction`;
    const takeBack = async () => {
      await api.send('POST', path, sending);
      if (where === story.id) show(receipt.id);
    };
    if (!corrects) return told(receipt, takeBack);
    const back = corrected.value && correctionBack(corrected.value, receipt.revision);
    return told(receipt, back?.undo, { undone: back?.undone });
  };
}
