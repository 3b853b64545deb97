import type { StoryView } from '#contract/story';
import type { FigureView, PublishedUpdate } from '#contract/update';
import { cityName, sourceName, zoneOf } from './places.js';
import { isShown } from './shown-metrics.js';
import { clockOn } from './when.js';
import { according, metricName, saidFigure, WORDS } from './words.js';

/** What each figure of an update says, in words. */
export function UpdateFigures({
  update,
  story,
}: {
  readonly update: PublishedUpdate;
  readonly story: StoryView;
}) {
  const figures = update.figures.filter(({ metric }) => isShown(story, metric));
  if (figures.length === 0) return null;
  return (
    <ul class="said" aria-label={WORDS.figuresHere}>
      {figures.map((figure, index) => (
        <li key={index} class={figure.state === 'counted' ? undefined : 'uncounted'}>
          <b>{saidFigure(figure, metricName(figure.metric, story))}</b>
          {place(figure, update, story)}, {according(sourceName(story, figure.source))}
          {remarks(figure, update, story)}
        </li>
      ))}
    </ul>
  );
}

function place(figure: FigureView, update: PublishedUpdate, story: StoryView): string {
  if (figure.scope === 'story') return ` (${WORDS.wholeStory})`;
  const city = figure.city ?? update.city;
  return city === null || city === update.city ? '' : ` in ${cityName(story, city)}`;
}

function remarks(figure: FigureView, update: PublishedUpdate, story: StoryView): string {
  const zone = zoneOf(story, figure.city ?? update.city);
  const notes = [
    figure.asOf && figure.asOf !== update.occurredAt ? `at ${clockOn(story, figure.asOf, zone)}` : '',
    figure.confirmed === false ? WORDS.notConfirmed : '',
    figure.state === 'refused' ? WORDS.refused : '',
  ].filter(Boolean);
  return notes.length > 0 ? ` (${notes.join('; ')})` : '';
}
