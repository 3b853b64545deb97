import { useState } from 'preact/hooks';
import type { CityTotals } from '#contract/totals';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { useSaying } from '../state/said.js';
import { BOARD_WORDS } from '../words-board.js';
import { SaidBy } from './said-by.js';
import { Preferred } from './preferred.js';
import type { Board } from './use-board.js';
import { Why } from './why.js';

interface CityFiguresProps {
  readonly metric: string;
  readonly city: string;
  readonly totals: CityTotals;
  readonly board: Board;
}

/** One city on one line; opened, all its sources, the range, and why. */
export function CityFigures({ metric, city, totals, board }: CityFiguresProps) {
  const words = useWords(BOARD_WORDS);
  const { story } = useStory();
  const saying = useSaying(story);
  const [isOpen, setIsOpen] = useState(false);
  const [isWhyShown, setIsWhyShown] = useState(false);
  const { leading, sources, range } = totals;
  const ends = range?.map((source) => sources[source]).filter((each) => each !== undefined);
  return (
    <>
      <button type="button" class="line city" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <span>{saying.city(city)}</span>
        <b class="number">{saying.figure(leading)}</b>
        <SaidBy figure={leading} />
      </button>
      {isOpen && (
        <div class="inside-city">
          {ends && ends.length === 2 && (
            <p class="soft">{words.range(ends.map((each) => saying.figure(each)).join(' … '))}</p>
          )}
          <Preferred metric={metric} city={city} leading={leading.source} figures={sources} board={board} />
          <button
            type="button"
            class="small"
            aria-expanded={isWhyShown}
            onClick={() => setIsWhyShown(!isWhyShown)}
          >
            {words.why}
          </button>
          {isWhyShown && <Why metric={metric} city={city} />}
        </div>
      )}
    </>
  );
}
