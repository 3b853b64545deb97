import { useState } from 'preact/hooks';
import { presentationOf } from '#contract/presentation';
import type { MetricTotals } from '#contract/totals';
import { useWords } from '../../shell/language.js';
import { useSending } from '../../shell/sending.js';
import { Refused } from '../room/refused.js';
import { useStory } from '../state/at-story.js';
import { metricsOf, useSaying } from '../state/said.js';
import { BOARD_WORDS } from '../words-board.js';
import { CityFigures } from './city-figures.js';
import { Preferred } from './preferred.js';
import { SaidBy } from './said-by.js';
import { useSuspending } from './suspending.js';
import type { Board } from './use-board.js';
import { Why } from './why.js';

/** What the figures come to, metric by metric: what leads, who says so, and why. */
export function FiguresBoard({ board }: { readonly board: Board }) {
  const words = useWords(BOARD_WORDS);
  const { story } = useStory();
  const { value, error } = board.totals;
  const known = metricsOf(story).flatMap((id): [string, MetricTotals][] => {
    const metric = value?.metrics[id];
    return metric ? [[id, metric]] : [];
  });
  return (
    <>
      <Refused error={error} />
      {value && known.length === 0 && <p class="soft">{words.noFigures}</p>}
      {known.map(([id, metric]) => (
        <MetricFigures key={id} id={id} metric={metric} board={board} />
      ))}
    </>
  );
}

interface MetricFiguresProps {
  readonly id: string;
  readonly metric: MetricTotals;
  readonly board: Board;
}

function MetricFigures({ id, metric, board }: MetricFiguresProps) {
  const words = useWords(BOARD_WORDS);
  const { story } = useStory();
  const saying = useSaying(story);
  const { isUnderWay, error, send } = useSending();
  const suspend = useSuspending(board.guard.value);
  const [isWhyShown, setIsWhyShown] = useState(false);
  const isSuspended = board.guard.value?.metrics[id]?.sumSuspended ?? false;
  const { leading, citySum, storyWide, cities } = metric;
  const isPublic = presentationOf(story, id).shows === 'city_sum';
  return (
    <section class="metric" aria-label={saying.metricName(id)}>
      <p class="leads">
        <b class="number">{saying.figure(leading)}</b> {saying.metric(id)} <SaidBy figure={leading} />
        <button
          type="button"
          class="small"
          aria-expanded={isWhyShown}
          onClick={() => setIsWhyShown(!isWhyShown)}
        >
          {words.why}
        </button>
      </p>
      {citySum && (
        <p class="soft">
          {words.byCity(saying.figure(citySum), citySum.cities)}{' '}
          {isPublic && (
            <button
              type="button"
              class="plain small"
              disabled={isUnderWay}
              onClick={() => void send(() => suspend(id, !isSuspended))}
            >
              {isSuspended ? words.showAgain : words.suspend}
            </button>
          )}
        </p>
      )}
      <Refused error={error} />
      {isWhyShown && <Why metric={id} city={null} />}
      <Preferred metric={id} city={null} leading={leading.source} figures={storyWide} board={board} />
      <ul class="cities">
        {Object.entries(cities).map(([city, totals]) => (
          <li key={city}>
            <CityFigures metric={id} city={city} totals={totals} board={board} />
          </li>
        ))}
      </ul>
    </section>
  );
}
