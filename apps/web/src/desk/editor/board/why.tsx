import { useContext, useState } from 'preact/hooks';
import type { TotalHistory, TotalHistoryEntry } from '#contract/total-history';
import { useDesk } from '../../shell/at-desk.js';
import { LanguageContext, useWords } from '../../shell/language.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { useLive } from '../state/live.js';
import { timeIn } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { BOARD_WORDS } from '../words-board.js';
import { FIGURE_WORDS } from '../words-figures.js';
import { NamedUpdate } from './named-update.js';

const FIRST = 12;

/** How a total came about: the updates that count now, and each change with its cause. */
export function Why({ metric, city }: { readonly metric: string; readonly city: string | null }) {
  const words = useWords(BOARD_WORDS);
  const query = new URLSearchParams({ limit: '50', ...(city !== null && { city }) });
  const path = `/totals/${metric}/history?${query}`;
  const { value, error } = useLive<TotalHistory>(path, /^(update|ruling|preference)\./);
  const [isWhole, setIsWhole] = useState(false);
  if (!value) return <Refused error={error} />;
  const counting = isWhole ? value.counting : value.counting.slice(0, FIRST);
  return (
    <div class="why">
      <h4>{words.countsNow(value.counting.length)}</h4>
      <ul class="lines">
        {counting.map((id) => (
          <li key={id}>
            <NamedUpdate id={id} />
          </li>
        ))}
      </ul>
      {counting.length < value.counting.length && (
        <button type="button" class="plain small" onClick={() => setIsWhole(true)}>
          {words.showAll}
        </button>
      )}
      <h4>{words.changes}</h4>
      <Changes first={value} />
    </div>
  );
}

/** The newest first, and on request the ones before. */
function Changes({ first }: { readonly first: TotalHistory }) {
  const words = useWords(BOARD_WORDS);
  const { api } = useDesk();
  const [before, setBefore] = useState<readonly TotalHistory[]>([]);
  const pages = [first, ...before];
  const older = pages.at(-1)?.older ?? null;
  const more = () =>
    older &&
    void api.get<TotalHistory>(older).then(
      (page) => setBefore([...before, page]),
      () => undefined,
    );
  return (
    <>
      <ol class="lines changes">
        {pages.flatMap(({ changes }) =>
          changes.toReversed().map((change) => (
            <li key={`${change.seq} ${change.key} ${change.cause}`}>
              <Change change={change} />
            </li>
          )),
        )}
      </ol>
      {older && (
        <button type="button" class="plain small" onClick={more}>
          {words.earlier}
        </button>
      )}
    </>
  );
}

function Change({ change }: { readonly change: TotalHistoryEntry }) {
  const words = useWords(BOARD_WORDS);
  const language = useContext(LanguageContext);
  const { story, open } = useStory();
  const saying = useSaying(story);
  const { key, before, after, cause, shownAt, update } = change;
  const said = (figure: typeof before) => (figure ? saying.figure(figure) : '—');
  const line = (
    <>
      <time dateTime={shownAt}>{timeIn(story, shownAt, language)}</time>{' '}
      <b class="number">
        {said(before)} → {said(after)}
      </b>{' '}
      {key.endsWith('citySum') && <span class="soft">{words.sum}: </span>}
      {FIGURE_WORDS[language].causes[cause]}
      {after && 'source' in after && <span class="soft"> · {saying.source(after.source)}</span>}
    </>
  );
  if (!update) return <p>{line}</p>;
  return (
    <button type="button" class="line" onClick={() => open(update)}>
      {line}
    </button>
  );
}
