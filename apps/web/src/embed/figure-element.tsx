import type { ComponentChild } from 'preact';
import { figureHref } from '#pages/links';
import { isOver, offlineWords } from '#pages/live-line';
import type { Reading } from '#pages/reading';
import { claimOf, showsSum } from '#pages/shown-metrics';
import { Speaking, type Speech } from '#pages/speech';
import { sumSentence, wholeSentence } from '#pages/total-sentence';
import type { Words } from '#pages/words';
import type { EmbeddedStory } from './embedded-story.js';
import sheet from './figure.css?inline';
import { Instead } from './instead.js';
import { NewsroomElement, styleSheet } from './newsroom-element.js';

const SHEET = styleSheet(sheet);

/** `<dateline-figure story metric city>`: one running total as a sentence, live. `metric`: `arrests`, if not said. */
export class FigureElement extends NewsroomElement {
  constructor() {
    super(SHEET);
  }

  protected view({ reading, line, id }: EmbeddedStory, speech: Speech): ComponentChild {
    if (!reading) return <Instead story={id} line={line} speech={speech} />;
    const { words, lang } = speech;
    const metric = this.getAttribute('metric') ?? 'arrests';
    const city = this.getAttribute('city') ?? undefined;
    return (
      <Speaking value={speech}>
        <span aria-live="polite">{said(words, reading, metric, city)}</span>{' '}
        <a href={figureHref(id, metric, { city, lang })}>{words.howWeKnow}</a>
        {line.state === 'offline' && !isOver(reading.snapshot.story) && (
          <small> {offlineWords(words, line)}</small>
        )}
      </Speaking>
    );
  }
}

function said(words: Words, reading: Reading, metric: string, city: string | undefined): string {
  const { story, totals } = reading.snapshot;
  const sums = Object.hasOwn(totals.metrics, metric) ? totals.metrics[metric] : undefined;
  const here = city === undefined ? sums && claimOf(sums) : sums?.cities[city];
  if (here) return wholeSentence(words, reading, { metric, city: city ?? null }, here);
  const sum = city === undefined && showsSum(story, metric) ? sums?.citySum : null;
  return sum ? sumSentence(words, story, metric, sum) : words.noFigure;
}
