import type { FollowState } from '#client/follower';
import type { UpdateView } from '#contract/update';
import { CityTable } from './city-table.js';
import { pageHref, storyHref } from './links.js';
import { LiveLine } from './live-line.js';
import { MetricBoard } from './metric-board.js';
import { cityName } from './places.js';
import type { Reading } from './reading.js';
import { CityFilter, KeyEvents, LateArrivals, Pinned, WhatWeKnow } from './story-sections.js';
import { UpdateEntry } from './update-entry.js';
import { counts, newUpdates, WORDS } from './words.js';

/** A page of older updates in place of the newest. */
export interface OlderPage {
  readonly updates: readonly UpdateView[];
  readonly newerHref?: string;
  readonly olderHref?: string;
}
export interface StoryViewProps {
  readonly reading: Reading;
  readonly city?: string | undefined;
  readonly page?: OlderPage | undefined;
  /** Null where nobody follows: on the server. */
  readonly line: FollowState | null;
  readonly onReveal?: () => void;
}

/** All that a story's page shows; the server prints it, the browser keeps it up to date. */
export function StoryView({ reading, city, page, line, onReveal }: StoryViewProps) {
  const { snapshot, marks } = reading;
  const { story, totals } = snapshot;
  const shown = page?.updates ?? reading.shown;
  const here = new Set(shown.map(({ id }) => id));
  const board = { totals, story, marks, ...(city !== undefined && { city }) };
  return (
    <>
      <header class="head">
        <h1>{story.title}</h1>
        {story.standfirst && <p class="standfirst">{story.standfirst}</p>}
        <LiveLine snapshot={snapshot} line={line} />
      </header>
      {!page && <WhatWeKnow story={story} />}
      {!page && <MetricBoard {...board} />}
      {!page && <Jumps reading={reading} />}
      <div class={page ? 'columns one' : 'columns'}>
        <div class="stream">
          {!page && <Pinned snapshot={snapshot} here={here} />}
          <section class="timeline" aria-labelledby="updates">
            <div class="bar">
              <h2 id="updates" tabIndex={-1}>
                {city === undefined ? WORDS.updates : `${WORDS.updates}: ${cityName(story, city)}`}
              </h2>
              <CityFilter story={story} city={city} />
            </div>
            {reading.waiting > 0 && (
              <button type="button" class="pill" onClick={onReveal}>
                {newUpdates(reading.waiting)}
              </button>
            )}
            <Turns page={page} story={story.id} city={city} />
            {shown.length === 0 && (
              <p class="empty">{city === undefined ? WORDS.noUpdates : WORDS.noUpdatesHere}</p>
            )}
            {shown.map((update) => (
              <UpdateEntry
                key={update.id}
                update={update}
                story={story}
                fresh={reading.fresh.has(update.id)}
              />
            ))}
            <Below reading={reading} page={page} />
          </section>
        </div>
        {!page && (
          <aside aria-label={WORDS.beside}>
            <KeyEvents snapshot={snapshot} here={here} />
            <LateArrivals snapshot={snapshot} />
            <CityTable {...board} />
            <p class="count">
              {counts(totals.updates.published, totals.updates.corrected, totals.updates.retracted)}
            </p>
          </aside>
        )}
      </div>
    </>
  );
}

/** Ways to what a narrow screen has below the updates. */
function Jumps({ reading: { snapshot } }: { readonly reading: Reading }) {
  const links = [
    ['updates', WORDS.updates],
    ...(snapshot.keyEvents.length > 0 ? [['key-events', WORDS.keyEvents]] : []),
    ...(snapshot.lateArrivals.length > 0 ? [['late-arrivals', WORDS.lateArrivals]] : []),
    ...(snapshot.totals.citiesReporting > 0 ? [['by-city', WORDS.byCity]] : []),
  ];
  return (
    <nav class="jumps" aria-label={WORDS.onThisPage}>
      {links.map(([id, words]) => (
        <a key={id} href={`#${id}`}>
          {words}
        </a>
      ))}
    </nav>
  );
}

function Turns({
  page,
  story,
  city,
}: {
  readonly page: OlderPage | undefined;
  readonly story: string;
  readonly city: string | undefined;
}) {
  if (!page) return null;
  return (
    <p class="turns">
      <a href={storyHref(story, city)}>{WORDS.newestUpdates}</a>
      {page.newerHref && (
        <a href={page.newerHref} rel="prev">
          {WORDS.newerUpdates}
        </a>
      )}
    </p>
  );
}

function Below({
  reading: { snapshot },
  page,
}: {
  readonly reading: Reading;
  readonly page: OlderPage | undefined;
}) {
  const href = page ? page.olderHref : snapshot.older && pageHref(snapshot.story.id, snapshot.older);
  if (!href) return null;
  return (
    <p class="turns">
      <a href={href} rel="next">
        {WORDS.olderUpdates}
      </a>
    </p>
  );
}
