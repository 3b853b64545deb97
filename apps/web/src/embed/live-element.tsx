import type { ComponentChild } from 'preact';
import { largeTotals } from '#pages/large-totals';
import { storyHref } from '#pages/links';
import { LiveLine } from '#pages/live-line';
import { cityName } from '#pages/places';
import { capital } from '#pages/words';
import { Speaking, type Speech } from '#pages/speech';
import { UpdateEntry } from '#pages/update-entry';
import type { EmbeddedStory } from './embedded-story.js';
import sheet from './embed.css?inline';
import { Instead } from './instead.js';
import { NewsroomElement, styleSheet } from './newsroom-element.js';

const SHEET = styleSheet(sheet);

const USUAL_LIMIT = 10;
const MOST = 50;

/** `<dateline-live story city theme limit>`: the totals, what is pinned and the newest updates, live. `theme`: `light`, `dark`. */
export class LiveElement extends NewsroomElement {
  constructor() {
    super(SHEET);
  }

  protected view({ reading, line, id }: EmbeddedStory, speech: Speech): ComponentChild {
    if (!reading) return <Instead story={id} line={line} speech={speech} />;
    const { words, lang } = speech;
    const { snapshot } = reading;
    const { story, pins } = snapshot;
    const city = this.getAttribute('city') ?? undefined;
    const pinned = pins.filter((pin) => reading.shown.every(({ id }) => id !== pin.id)).slice(0, 1);
    const newest = reading.shown.slice(0, this.limit);
    return (
      <Speaking value={speech}>
        <section aria-label={city === undefined ? story.title : `${cityName(story, city)}: ${story.title}`}>
          <header>
            <h2>
              <a href={storyHref(story.id, { city, lang })}>{story.title}</a>
            </h2>
            <LiveLine snapshot={snapshot} line={line} />
          </header>
          <ul class="totals">
            {largeTotals(words, reading, city).map((sentence) => (
              <li key={sentence}>{capital(sentence)}.</li>
            ))}
          </ul>
          {[...pinned, ...newest].map((update) => (
            <UpdateEntry key={update.id} update={update} story={story} fresh={reading.fresh.has(update.id)} />
          ))}
          <p class="more">
            <a href={storyHref(story.id, { city, lang })}>{words.olderUpdates}</a>
          </p>
        </section>
      </Speaking>
    );
  }

  private get limit(): number {
    const said = Number(this.getAttribute('limit') ?? USUAL_LIMIT);
    return Number.isInteger(said) && said > 0 ? Math.min(said, MOST) : USUAL_LIMIT;
  }
}
