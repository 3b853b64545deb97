import type { Snapshot } from '#contract/snapshot';
import type { UpdateView } from '#contract/update';
import type { StoryMap } from './city-map.js';
import { renderDocument } from './document.js';
import { liveBlogPosting } from './json-ld.js';
import { keyEventsOnly } from './key-events-only.js';
import { storyHref } from './links.js';
import { isOver } from './live-line.js';
import type { PageAssets } from './page-assets.js';
import { cityName } from './places.js';
import { type Background, beginReading, NO_BACKGROUND } from './reading.js';
import type { Speech } from './speech.js';
import { type Drawn, type OlderPage, StoryView } from './story-view.js';
import type { Language } from './words.js';

export interface StoryPage extends Partial<Drawn> {
  readonly snapshot: Snapshot;
  /** The filter that the snapshot was asked for with. */
  readonly city?: string | undefined;
  /** Where only key events are shown: those of them that the snapshot's first fifty don't hold. */
  readonly keyEvents?: readonly UpdateView[] | undefined;
  readonly background?: Background;
  /** Scheme and host that readers use, `https://live.example.org`. */
  readonly origin: string;
  readonly assets: PageAssets;
  /** Base address of the gateway, if readers reach it at another origin than this page. */
  readonly events?: string | undefined;
  /** Older updates in place of the newest; such a page does not go live. */
  readonly page?: OlderPage | undefined;
  /** Milliseconds: what `now` is measured from. */
  readonly now: number;
}
/** What the browser takes on from where the server ended, as JSON in the page. */
export interface Printed extends Background {
  readonly places: StoryMap['places'];
}

/** The reader page of a story, a whole HTML document. */
export function renderStoryPage(asked: StoryPage, speech: Speech): string {
  const { snapshot, city, origin, assets, page, keyEvents } = asked;
  const { story } = snapshot;
  const title = city === undefined ? story.title : `${cityName(story, city)}: ${story.title}`;
  const address = (lang: Language | undefined) =>
    storyHref(story.id, { city, lang, keyEvents: keyEvents ? 'true' : undefined });
  return renderDocument(
    {
      ...{ title, description: story.standfirst, origin, assets },
      address,
      live: !page && !isOver(story),
      isUnlisted: page !== undefined || keyEvents !== undefined,
      ...(!page && { data: liveBlogPosting(snapshot, speech, origin, city) }),
      children: <Main {...asked} lang={speech.lang} />,
    },
    speech,
  );
}

function Main(asked: StoryPage & { readonly lang: Language | undefined }) {
  const { snapshot, city, events, page, keyEvents, now, lang } = asked;
  const { background = NO_BACKGROUND, map = null, chart = '' } = asked;
  const { story, position } = snapshot;
  const bodies = new Map(keyEvents?.map((update) => [update.id, update]));
  const reading = beginReading(keyEvents ? keyEventsOnly(snapshot, bodies) : snapshot, background);
  const printed: Printed = { ...background, places: map?.places ?? {} };
  return (
    <main
      id="live-blog"
      class={isOver(story) ? 'over' : undefined}
      data-story={story.id}
      data-city={city}
      data-lang={lang}
      data-key-events={keyEvents ? 'true' : undefined}
      data-epoch={position.epoch}
      data-seq={position.seq}
      data-events={events}
      data-printed={page ? undefined : JSON.stringify(printed)}
    >
      <StoryView
        {...{ reading, city, page, now, map, chart }}
        keyEvents={keyEvents !== undefined}
        line={null}
        hands={null}
        sort={null}
      />
    </main>
  );
}
