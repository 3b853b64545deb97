import type { FilingView, WaitingCorrection } from '#contract/filing';
import type { RevisionAtDesk, UpdateAtDesk } from '#contract/revision';
import type { UpdateContent } from '#contract/update';
import { difference } from '#domain/story/difference';
import { type Asked, useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { useWords } from '../../shell/language.js';
import { WhyNot } from '../../shell/why-not.js';
import { useStory } from '../state/at-story.js';
import { Difference } from '../update/difference.js';
import { QUEUE_WORDS } from '../words-queue.js';

/** The update that a waiting correction is of, as it is now; nothing is asked for a filing that is one of its own. */
export function useCorrected({ corrects }: FilingView): Asked<UpdateAtDesk> {
  const { address } = useStory();
  const { api } = useDesk();
  return useAsked(corrects && `${address}/updates/${corrects.update}`, () =>
    api.get<UpdateAtDesk>(`${address}/updates/${corrects?.update}/desk`),
  );
}

/** The revision that an editor saw beside the correction: it is published on that one, and on no newer one. */
export const seenRevision = ({ value }: Asked<UpdateAtDesk>) =>
  value?.revisions[0] && { revision: value.revisions[0].revision };

interface CorrectionOfProps {
  readonly corrects: WaitingCorrection;
  readonly content: Partial<UpdateContent>;
  readonly corrected: Asked<UpdateAtDesk>;
}

/** What the update says by now, and what the correction makes of it. */
export function CorrectionOf({ corrects, content, corrected }: CorrectionOfProps) {
  const words = useWords(QUEUE_WORDS);
  const { open } = useStory();
  const newest = corrected.value?.revisions[0];
  return (
    <>
      <p class="reason calm">
        {corrects.silent ? words.silentFix : words.correction} {corrects.note}{' '}
        <button type="button" class="plain small" onClick={() => open(corrects.update)}>
          {words.openUpdate}
        </button>
      </p>
      <WhyNot error={corrected.error} />
      {newest && newest.revision > corrects.revision && (
        <p class="reason">{words.correctedMeanwhile(newest.author)}</p>
      )}
      {newest && <p class="text">{saidBy(newest, content)}</p>}
    </>
  );
}

function saidBy(newest: RevisionAtDesk, { text = '' }: Partial<UpdateContent>) {
  return newest.status === 'published' ? <Difference parts={difference(newest.text, text)} /> : text;
}
