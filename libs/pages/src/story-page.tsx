import type { Snapshot } from '#contract/snapshot';
import { renderDocument } from './document.js';
import { liveBlogPosting } from './json-ld.js';
import { storyHref } from './links.js';
import type { PageAssets } from './page-assets.js';
import { cityName } from './places.js';
import { beginReading } from './reading.js';
import { type OlderPage, StoryView } from './story-view.js';

export interface StoryPage {
  readonly snapshot: Snapshot;
  /** The filter that the snapshot was asked for with. */
  readonly city?: string;
  /** Scheme and host that readers use, `https://live.example.org`. */
  readonly origin: string;
  readonly assets: PageAssets;
  /** Base address of the gateway, if readers reach it at another origin than this page. */
  readonly events?: string;
  /** Older updates in place of the newest; such a page does not go live. */
  readonly page?: OlderPage;
}

/** The reader page of a story, a whole HTML document. */
export function renderStoryPage({ snapshot, city, origin, assets, events, page }: StoryPage): string {
  const { story, position } = snapshot;
  const title = city === undefined ? story.title : `${cityName(story, city)}: ${story.title}`;
  return renderDocument({
    title,
    description: story.standfirst,
    canonical: `${origin}${storyHref(story.id, city)}`,
    assets,
    live: !page,
    ...(!page && { data: liveBlogPosting(snapshot, origin, city) }),
    children: (
      <main
        id="live-blog"
        data-story={story.id}
        data-city={city}
        data-epoch={position.epoch}
        data-seq={position.seq}
        data-events={events}
      >
        <StoryView reading={beginReading(snapshot)} city={city} page={page} line={null} />
      </main>
    ),
  });
}
