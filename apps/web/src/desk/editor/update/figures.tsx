import type { FigureAtDesk } from '#contract/revision';
import { useWords } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { useSaying } from '../state/said.js';
import { UPDATE_WORDS } from '../words-update.js';
import { Ruling } from './ruling.js';

interface FiguresProps {
  readonly update: string;
  readonly revision: number;
  readonly figures: readonly FigureAtDesk[];
  readonly author: string;
}

/** What an update's figures say and whether they count; what waits for a ruling can be ruled on here. */
export function Figures({ update, revision, figures, author }: FiguresProps) {
  const words = useWords(UPDATE_WORDS);
  const { story } = useStory();
  const saying = useSaying(story);
  if (figures.length === 0) return null;
  return (
    <ul class="said-figures">
      {figures.map((claim, place) => (
        <li key={`${place} ${claim.state}`} data-state={claim.state}>
          <span>
            {saying.whole(claim)}
            {claim.city && ` · ${saying.city(claim.city)}`}
            {claim.scope === 'story' && ` · ${saying.city(null)}`}
            {claim.state !== 'counted' && <b class="mark warn"> {words.figureStates[claim.state]}</b>}
          </span>
          {claim.state === 'held' && (
            <Ruling update={update} revision={revision} figure={place} filedBy={author} />
          )}
        </li>
      ))}
    </ul>
  );
}
