import { useContext } from 'preact/hooks';
import type { RevisionDifference } from '#contract/difference';
import type { RevisionAtDesk, UpdateAtDesk } from '#contract/revision';
import { useAsked } from '../../shell/asked.js';
import { useDesk } from '../../shell/at-desk.js';
import { LanguageContext, useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { UPDATE_WORDS } from '../words-update.js';
import { Difference } from './difference.js';

/** All that an update ever said: who, when, why, and word by word what changed. */
export function History({ found }: { readonly found: UpdateAtDesk }) {
  const words = useWords(UPDATE_WORDS);
  return (
    <section class="history" aria-label={words.history}>
      <h3>{words.history}</h3>
      <ol>
        {found.revisions.map((revision, place) => (
          <li key={revision.revision}>
            <RevisionLine
              update={found.update.id}
              revision={revision}
              before={found.revisions.slice(place + 1).find(({ status }) => status === 'published')}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface RevisionLineProps {
  readonly update: string;
  readonly revision: RevisionAtDesk;
  readonly before: RevisionAtDesk | undefined;
}

function RevisionLine({ update, revision, before }: RevisionLineProps) {
  const words = useWords(UPDATE_WORDS);
  const language = useContext(LanguageContext);
  const { story } = useStory();
  const { status, note, author, receivedAt } = revision;
  return (
    <>
      <p class="soft">
        <b>{revision.revision}</b> <time dateTime={receivedAt}>{timeIn(story, receivedAt, language)}</time> ·{' '}
        {author}
        {note && ` · “${note}”`}
        {status === 'retracted' && ` · ${words.states.retracted}`}
        {status === 'withheld' && ` · ${words.wordsErased}`}
      </p>
      {status === 'published' && before && (
        <Changes update={update} from={before.revision} to={revision.revision} />
      )}
      {status === 'published' && !before && <p class="said">{revision.text}</p>}
    </>
  );
}

function Changes({
  update,
  from,
  to,
}: {
  readonly update: string;
  readonly from: number;
  readonly to: number;
}) {
  const words = useWords(UPDATE_WORDS);
  const { api } = useDesk();
  const { address, story } = useStory();
  const saying = useSaying(story);
  const path = `${address}/updates/${update}/revisions/${to}/difference?from=${from}`;
  const { value, error } = useAsked(path, () => api.get<RevisionDifference>(path));
  if (!value) return <Refused error={error} />;
  const isOther = (parts: RevisionDifference['text']) => parts.some(({ kind }) => kind !== 'same');
  const changed = (
    [
      ['headline', value.headline],
      ['text', value.text],
      ['byline', value.byline],
    ] as const
  ).filter(([, parts]) => isOther(parts));
  const { figures } = value;
  return (
    <>
      {changed.map(([field, parts]) => (
        <p class="said" key={field}>
          <small>{words[field]}</small>
          <Difference parts={parts} />
        </p>
      ))}
      {figures && (
        <p class="said">
          <small>{words.figures}</small>
          <del>{figures.from.map((claim) => saying.whole(claim)).join('; ')}</del>{' '}
          <ins>{figures.to.map((claim) => saying.whole(claim)).join('; ')}</ins>
        </p>
      )}
      {changed.length === 0 && !figures && <p class="soft">{words.wordsAsBefore}</p>}
    </>
  );
}
