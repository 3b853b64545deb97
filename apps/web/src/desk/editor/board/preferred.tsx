import { useContext } from 'preact/hooks';
import type { CounterFigure, GaugeFigure } from '#contract/figure';
import { LanguageContext, useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { useSaying } from '../state/said.js';
import { BOARD_WORDS } from '../words-board.js';
import type { Board } from './use-board.js';

interface PreferredProps {
  readonly metric: string;
  /** Null: the whole story. */
  readonly city: string | null;
  readonly leading: string;
  readonly figures: Readonly<Record<string, CounterFigure | GaugeFigure>>;
  readonly board: Board;
}

/** Every source there with what it says, in the order in which they lead; the order is the desk's to change. */
export function Preferred({ metric, city, leading, figures, board }: PreferredProps) {
  const words = useWords(BOARD_WORDS);
  const language = useContext(LanguageContext);
  const { story, writes, done } = useStory();
  const saying = useSaying(story);
  const { isUnderWay, error, send } = useSending();
  const decided = board.preferences.value?.preferences.find(
    (each) => each.metric === metric && each.city === city && each.order.length > 0,
  );
  const order = decided?.order ?? [];
  const first = [...order, leading];
  const sources = Object.keys(figures);
  const ranked = [
    ...first.filter((id, place) => sources.includes(id) && first.indexOf(id) === place),
    ...sources.filter((id) => !first.includes(id)),
  ];
  const save = (next: readonly string[]) =>
    void send(async () => {
      await writes.send('PUT', '/preferences', { metric, city, order: next }, decided?.version);
      done(words.orderIsSet, () => writes.send('PUT', '/preferences', { metric, city, order }));
    });
  const up = (place: number, id: string) => save(ranked.toSpliced(place, 1).toSpliced(place - 1, 0, id));
  if (ranked.length === 0) return null;
  return (
    <>
      <ol class="sources">
        {ranked.map((id, place) => {
          const figure = figures[id];
          return (
            <li key={id}>
              <span>
                {figure && <b class="number">{saying.figure(figure)}</b>} {saying.source(id)}{' '}
                {figure && <small class="soft">{timeIn(story, figure.asOf, language)}</small>}
              </span>
              {ranked.length > 1 && (
                <button
                  type="button"
                  class="plain small"
                  aria-label={words.preferMore(saying.source(id))}
                  disabled={isUnderWay || place === 0}
                  onClick={() => up(place, id)}
                >
                  ↑
                </button>
              )}
            </li>
          );
        })}
      </ol>
      {decided && (
        <button type="button" class="plain small" disabled={isUnderWay} onClick={() => save([])}>
          {words.usualOrder}
        </button>
      )}
      <Refused error={error} />
    </>
  );
}
