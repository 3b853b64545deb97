import type { FilingView } from '#contract/filing';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { useToldPublished } from '../room/told-published.js';
import { useStory } from '../state/at-story.js';
import { QUEUE_WORDS } from '../words-queue.js';

/**
 * Publishes a filing with what is said of it here. Readers may have it at once: what takes it back is a retraction with a
 * reason, of this revision and no newer one. A correction is not taken back: it is corrected again.
 */
export function usePublishing({ id, version, corrects }: FilingView) {
  const words = useWords(QUEUE_WORDS);
  const { api } = useDesk();
  const { story, writes, open } = useStory();
  const told = useToldPublished();
  return async (said: object): Promise<void> => {
    const receipt = await writes.send(
      'POST',
      `/filings/${id}/publication`,
      { ...said, atOnce: true },
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
      if (where === story.id) open(receipt.id);
    };
    told(receipt, corrects ? undefined : takeBack);
  };
}
