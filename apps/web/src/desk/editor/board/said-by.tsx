import { useContext } from 'preact/hooks';
import type { Leading } from '#contract/figure';
import { LanguageContext } from '../../shell/language.js';
import { useStory } from '../state/at-story.js';
import { timeIn } from '../state/moments.js';
import { useSaying } from '../state/said.js';

/** Who says a figure, and for when. */
export function SaidBy({ figure }: { readonly figure: Leading }) {
  const language = useContext(LanguageContext);
  const { story } = useStory();
  const saying = useSaying(story);
  return (
    <span class="soft">
      {saying.source(figure.source)},{' '}
      <time dateTime={figure.asOf}>{timeIn(story, figure.asOf, language)}</time>
    </span>
  );
}
