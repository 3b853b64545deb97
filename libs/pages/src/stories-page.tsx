import type { StoryStatus } from '#contract/story';
import { renderDocument } from './document.js';
import { storyHref } from './links.js';
import type { PageAssets } from './page-assets.js';
import { type Speech, usePageWords, useSpeech } from './speech.js';
import { longDay } from './times.js';

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
export function renderStoriesPage({ stories, origin, assets }: StoriesPage, speech: Speech): string {
  const { page = null } = speech;
  if (!page) throw new Error('The list is printed by servers.');
  const live = stories.filter(({ status }) => status === 'live' || status === 'paused');
  const closed = stories.filter(({ status }) => status === 'closed');
  const address = (lang?: string) => (lang === undefined ? '/' : `/?lang=${lang}`);
  const children = (
    <main class="stories" id="updates" tabIndex={-1}>
      <h1>{stories.length === 0 ? page.noStories : page.home}</h1>
      {stories.length === 0 && <FirstStory origin={origin} />}
      <List title={page.liveNow} stories={live} />
      <List title={page.closedStories} stories={closed} />
    </main>
  );
  return renderDocument(
    { title: page.home, description: null, origin, address, assets, live: false, children },
    speech,
  );
}

function List({ title, stories }: { readonly title: string; readonly stories: readonly ListedStory[] }) {
  const { words, lang } = useSpeech();
  if (stories.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {stories.map((story) => (
          <li key={story.id}>
            <h3>
              <a href={storyHref(story.id, { lang })}>{story.title}</a>
            </h3>
            {story.standfirst && <p>{story.standfirst}</p>}
            <p class="count">
              {[
                story.date && longDay(`${story.date}T12:00:00Z`, 'UTC', words.locale),
                story.updates === undefined ? null : words.updatesCount(story.updates),
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
  const words = usePageWords();
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
      <p>{words.noStoriesWhy}</p>
      <p>
        <a href="/desk">{words.toTheDesk}</a>
      </p>
      <p>{words.byRequest}</p>
      <pre>
        <code>{`TOKEN=$(npm run -s dateline -- token --name Editor --role editor)\n\n${setup}`}</code>
      </pre>
    </>
  );
}
