import { useContext } from 'preact/hooks';
import type { Hold } from '#contract/guard';
import { LanguageContext, useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { Ruling } from '../update/ruling.js';
import { QUEUE_WORDS } from '../words-queue.js';

/** A figure that readers do not see until somebody rules on it. */
export function HoldItem({ hold }: { readonly hold: Hold }) {
  const words = useWords(QUEUE_WORDS);
  const language = useContext(LanguageContext);
  const { story, open } = useStory();
  const saying = useSaying(story);
  const { update, revision, figure, claim, city, reason, filedBy, receivedAt } = hold;
  return (
    <>
      <p class="soft">
        <b>{saying.city(city)}</b> {timeIn(story, receivedAt, language)} · {filedBy}
      </p>
      <p class="figure">{saying.whole(claim)}</p>
      <p class="reason">{reason ? words.holdReasons[reason] : words.heldByEditor}</p>
      <Ruling update={update} revision={revision} figure={figure} filedBy={filedBy} />
      <button type="button" class="plain small" onClick={() => open(update)}>
        {words.openUpdate}
      </button>
    </>
  );
}
