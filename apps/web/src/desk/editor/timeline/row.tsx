import { useMemo } from 'preact/hooks';
import { plainText } from '#pages/markdown';
import { useWords } from '../../shell/language.js';
import { timeIn } from '../state/moments.js';
import type { Saying } from '../state/said.js';
import { TIMELINE_WORDS } from '../words-timeline.js';
import type { Listed } from './held-updates.js';

interface RowProps {
  readonly listed: Listed;
  readonly saying: Saying;
  readonly isPinned: boolean;
  readonly editedBy: string | null;
  readonly isChosen: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
}

const CHARACTERS = 200;

/** One update on one line: when, where, what marks it, what it says, who filed it. */
export function Row(props: RowProps) {
  const { listed, saying, isPinned, editedBy, isChosen, isOpen } = props;
  return useMemo(() => <Line {...props} />, [listed, saying, isPinned, editedBy, isChosen, isOpen]);
}

function Line({ listed, saying, isPinned, editedBy, isChosen, isOpen, onOpen }: RowProps) {
  const words = useWords(TIMELINE_WORDS);
  const { update, headline, text, reporter } = listed;
  const marks = marksOf(listed, isPinned, words);
  const figures = update.status === 'published' ? update.figures : [];
  const [first] = figures;
  return (
    <button
      type="button"
      class="row"
      data-id={update.id}
      data-status={update.status}
      tabIndex={isChosen ? 0 : -1}
      aria-current={isOpen}
      onClick={() => onOpen(update.id)}
    >
      <time dateTime={update.occurredAt}>{timeIn(saying.story, update.occurredAt, saying.language)}</time>
      <span class="place">{saying.city(update.city)}</span>
      <span class="says">
        {editedBy && <span class="mark warn">✎ {words.edits(editedBy)} </span>}
        {marks.map(([mark, name]) => (
          <span key={mark} class={`mark ${mark}`}>
            {name}{' '}
          </span>
        ))}
        {headline && <b>{headline} </b>}
        {plainText((text ?? '').slice(0, CHARACTERS)) || (update.status === 'retracted' && update.note)}
      </span>
      {first && (
        <span class="figure" title={figures.map((claim) => saying.whole(claim)).join('\n')}>
          {saying.claim(first)} {figures.length > 1 && `+${figures.length - 1}`}
        </span>
      )}
      <span class="by">{reporter}</span>
    </button>
  );
}

function marksOf(
  { update }: Listed,
  isPinned: boolean,
  words: (typeof TIMELINE_WORDS)['en'],
): [string, string][] {
  if (update.status === 'retracted') return [['bad', words.retracted]];
  return [
    ...(isPinned ? [['pin', words.pinned] as [string, string]] : []),
    ...(update.keyEvent ? [['key', words.key] as [string, string]] : []),
    ...(update.correctionNote ? [['warn', words.corrected] as [string, string]] : []),
    ...(update.erased ? [['bad', words.erased] as [string, string]] : []),
    ...(update.confirmed ? [] : [['warn', words.unconfirmed] as [string, string]]),
    ...(update.lateArrival ? [['soft', words.late] as [string, string]] : []),
    ...(update.labels.includes('simulated') ? [['soft', words.simulated] as [string, string]] : []),
  ];
}

/** The keyboard stays on the row, and the row in sight: before the next key, which may take it elsewhere. */
export function keepOnRow(id: string): void {
  queueMicrotask(() => {
    const row = document.querySelector<HTMLElement>(`.row[data-id="${CSS.escape(id)}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  });
}
