import type { StoryStatus } from '#contract/story';
import { renderDocument } from './document.js';
import { storyHref } from './links.js';
import type { PageAssets } from './page-assets.js';
import { longDay } from './times.js';
import { count, WORDS } from './words.js';

export interface ListedStory {
  readonly id: string;
  readonly title: string;
  readonly standfirst: string | null;
  readonly date: string | null;
  readonly status: StoryStatus;
  /** Published updates. */
  readonly updates?: number;
}
export interface StoriesPage {
  /** In the order to be shown. */
  readonly stories: readonly ListedStory[];
  readonly origin: string;
  readonly assets: PageAssets;
}

/** The list of live blogs, a whole HTML document; an empty newsroom is told how to open its first story. */
export function renderStoriesPage({ stories, origin, assets }: StoriesPage): string {
  const live = stories.filter(({ status }) => status === 'live' || status === 'paused');
  const closed = stories.filter(({ status }) => status === 'closed');
  return renderDocument({
    title: WORDS.home,
    description: null,
    canonical: `${origin}/`,
    assets,
    live: false,
    children: (
      <main class="stories" id="updates" tabIndex={-1}>
        <h1>{stories.length === 0 ? WORDS.noStories : WORDS.home}</h1>
        {stories.length === 0 && <FirstStory origin={origin} />}
        <List title={WORDS.liveNow} stories={live} />
        <List title={WORDS.closedStories} stories={closed} />
      </main>
    ),
  });
}

function List({ title, stories }: { readonly title: string; readonly stories: readonly ListedStory[] }) {
  if (stories.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {stories.map((story) => (
          <li key={story.id}>
            <h3>
              <a href={storyHref(story.id)}>{story.title}</a>
            </h3>
            {story.standfirst && <p>{story.standfirst}</p>}
            <p class="count">
              {[
                story.date && longDay(`${story.date}T12:00:00Z`, 'UTC'),
                story.updates === undefined ? null : count(story.updates, 'update'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FirstStory({ origin }: { readonly origin: string }) {
  const setup = `curl -X PUT ${origin}/v1/stories/my-story \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
  -d '{
    "title": "A day in Moscow", "timeZone": "Europe/Moscow",
    "cities": [{"id": "moscow", "name": "Moscow", "country": "RU",
                "lat": 55.75, "lon": 37.62, "timeZone": "Europe/Moscow"}],
    "sources": [{"id": "own", "kind": "own", "name": "Our reporters"}]
  }'`;
  return (
    <>
      <p>{WORDS.noStoriesWhy}</p>
      <pre>
        <code>{`TOKEN=$(npm run -s dateline -- token --name Editor --role editor)\n\n${setup}`}</code>
      </pre>
    </>
  );
}
