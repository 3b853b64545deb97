import type { FigureMovedOn } from '#contract/decision';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { useSaying } from '../state/said.js';
import { BOARD_WORDS } from '../words-board.js';
import type { Board } from './use-board.js';
import { useSuspending } from './suspending.js';

/** What needs a decision now, and nothing else. */
export function Alerts({ board }: { readonly board: Board }) {
  const words = useWords(BOARD_WORDS);
  const { story, open } = useStory();
  const saying = useSaying(story);
  const { isUnderWay, error, send } = useSending();
  const suspend = useSuspending(board.guard.value);
  const totals = Object.entries(board.totals.value?.metrics ?? {});
  const settings = board.guard.value?.metrics ?? {};
  const exceeding = totals.filter(
    ([id, metric]) => metric.citySumExceedsClaim && !settings[id]?.sumSuspended,
  );
  const suspended = Object.keys(settings).filter((id) => settings[id]?.sumSuspended);
  const moved = board.board.value?.pins.filter(({ figuresMovedOn }) => figuresMovedOn.length > 0) ?? [];
  const movedTo = ({ source, to }: FigureMovedOn) => words.saysNow(saying.source(source), to);
  if (exceeding.length + suspended.length + moved.length === 0) return null;
  const act = (metric: string, isSuspended: boolean) => (
    <button
      type="button"
      class="small"
      disabled={isUnderWay}
      onClick={() => void send(() => suspend(metric, isSuspended))}
    >
      {isSuspended ? words.suspend : words.showAgain}
    </button>
  );
  return (
    <section class="alerts" aria-label={words.alerts}>
      <ul>
        {exceeding.map(([id]) => (
          <li key={id}>
            <span>{words.sumExceeds(saying.metricName(id))}</span> {act(id, true)}
          </li>
        ))}
        {suspended.map((id) => (
          <li key={id} class="calm">
            <span>{words.isSuspended(saying.metricName(id))}</span> {act(id, false)}
          </li>
        ))}
        {moved.map(({ update, figuresMovedOn }) => (
          <li key={update}>
            <span>
              {words.pinMovedOn} {figuresMovedOn.map((each) => `${each.from} → ${movedTo(each)}`).join('; ')}
            </span>{' '}
            <button type="button" class="small" onClick={() => open(update)}>
              {words.open}
            </button>
          </li>
        ))}
      </ul>
      <Refused error={error} />
    </section>
  );
}
