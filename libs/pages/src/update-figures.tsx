import type { StoryView } from '#contract/story';
import type { TotalsView } from '#contract/totals';
import type { FigureView, PublishedUpdate } from '#contract/update';
import { cityName, sourceName, zoneOf } from './places.js';
import { metricKey, sayingOf } from './saying.js';
import { isShown } from './shown-metrics.js';
import { useWords } from './speech.js';
import { placeOf, sinceThen } from './telling.js';
import { clockOn } from './when.js';
import type { Words } from './words.js';

interface FiguresProps {
  readonly update: PublishedUpdate;
  readonly story: StoryView;
  /** Where given, a figure that its source has replaced since says so: what is pinned stays on the page for hours. */
  readonly totals?: TotalsView | undefined;
}

/** What each figure of an update says, in words. */
export function UpdateFigures({ update, story, totals }: FiguresProps) {
  const words = useWords();
  const figures = update.figures.filter(({ metric }) => isShown(story, metric));
  if (figures.length === 0) return null;
  return (
    <ul class="said" aria-label={words.figuresHere}>
      {figures.map((figure, index) => {
        const now = totals && sinceThen(figure, update, totals);
        return (
          <li key={index} class={figure.state === 'counted' ? undefined : 'uncounted'}>
            <b>{words.said(metricKey(figure.metric, story), sayingOf(figure), figure.kind)}</b>
            {place(words, figure, update, story)}, {words.according(sourceName(story, figure.source))}
            {remarks(words, figure, update, story)}
            {now && <b class="since">; {words.sinceThen(words.value(now))}</b>}
          </li>
        );
      })}
    </ul>
  );
}

function place(words: Words, figure: FigureView, update: PublishedUpdate, story: StoryView): string {
  const city = placeOf(figure, update);
  if (city === null) return ` (${words.wholeStory})`;
  return city === update.city ? '' : ` (${cityName(story, city)})`;
}

function remarks(words: Words, figure: FigureView, update: PublishedUpdate, story: StoryView): string {
  const zone = zoneOf(story, figure.city ?? update.city);
  const notes = [
    figure.asOf && figure.asOf !== update.occurredAt
      ? words.at(clockOn(words, story, figure.asOf, zone))
      : '',
    figure.confirmed === false ? words.notConfirmed : '',
    figure.state === 'refused' ? words.refused : '',
  ].filter(Boolean);
  return notes.length > 0 ? ` (${notes.join('; ')})` : '';
}
