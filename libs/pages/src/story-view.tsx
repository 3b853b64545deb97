import type { FollowState } from '#client/follower';
import type { UpdateView } from '#contract/update';
import { CityMap, type StoryMap } from './city-map.js';
import { CityTable, type SortedBy } from './city-table.js';
import { pageHref, storyHref } from './links.js';
import { LiveLine } from './live-line.js';
import { MetricBoard } from './metric-board.js';
import type { Hands } from './metric-total.js';
import { cityName } from './places.js';
import type { Reading } from './reading.js';
import { LARGE, shownMetrics } from './shown-metrics.js';
import { useSpeech, useWords } from './speech.js';
import { Filter, KeyEvents, LateArrivals, Pinned, WhatWeKnow } from './story-sections.js';
import { UpdateEntry } from './update-entry.js';

/** A page of older updates in place of the newest. */
export interface OlderPage {
  readonly updates: readonly UpdateView[];
  readonly newerHref?: string | undefined;
  readonly olderHref?: string | undefined;
}
/** What the server draws once: browsers get no code for it. */
export interface Drawn {
  readonly map: StoryMap | null;
  /** The inside of the step chart's element. */
  readonly chart: string;
}
export interface StoryViewProps extends Drawn {
  readonly reading: Reading;
  readonly city?: string | undefined;
  /** Only key events are in the timeline. */
  readonly keyEvents: boolean;
  readonly page?: OlderPage | undefined;
  /** Null where nobody follows: on the server. */
  readonly line: FollowState | null;
  readonly hands: Hands | null;
  readonly sort: SortedBy | null;
  /** Milliseconds: what `now` is measured from. */
  readonly now: number;
}

/** All that a story's page shows; the server prints it, the browser keeps it up to date. */
export function StoryView(props: StoryViewProps) {
  const { reading, city, page, line, hands, now, chart } = props;
  const { snapshot } = reading;
  const { story, totals } = snapshot;
  const { words, lang } = useSpeech();
  const shown = page?.updates ?? reading.shown;
  const here = new Set(shown.map(({ id }) => id));
  return (
    <>
      <header class="head">
        {city !== undefined && (
          <p class="crumb">
            <a href={storyHref(story.id, { lang })}>{words.allCities}</a>
            {` · ${cityName(story, city)}`}
          </p>
        )}
        <h1>{story.title}</h1>
        {story.standfirst && <p class="standfirst">{story.standfirst}</p>}
        <LiveLine snapshot={snapshot} line={line} />
      </header>
      {!page && <WhatWeKnow story={story} />}
      <div class={page ? 'columns one' : 'columns'}>
        {!page && <MetricBoard reading={reading} city={city} now={now} hands={hands} chart={chart} />}
        {!page && <Jumps reading={reading} />}
        <div class="stream">
          {!page && <Pinned snapshot={snapshot} />}
          <Timeline {...props} shown={shown} />
        </div>
        {!page && (
          <>
            <aside class="rail" aria-label={words.keyEvents}>
              <KeyEvents snapshot={snapshot} here={here} />
              <LateArrivals snapshot={snapshot} />
            </aside>
            <aside class="beside" aria-label={words.byCity}>
              <ByCity {...props} />
              <p class="count">
                {words.counts(totals.updates.published, totals.updates.corrected, totals.updates.retracted)}
              </p>
            </aside>
          </>
        )}
      </div>
    </>
  );
}

function ByCity({ reading, map, sort, hands }: StoryViewProps) {
  const { story, totals } = reading.snapshot;
  const ids = shownMetrics(totals, story);
  const metric = sort !== null && ids.includes(sort) ? sort : LARGE.find((id) => ids.includes(id));
  return (
    <CityTable reading={reading} sort={sort} hands={hands}>
      {map && metric !== undefined && <CityMap map={map} metric={metric} totals={totals} story={story} />}
    </CityTable>
  );
}

function Timeline({
  reading,
  city,
  keyEvents,
  page,
  hands,
  shown,
}: StoryViewProps & { readonly shown: readonly UpdateView[] }) {
  const { story } = reading.snapshot;
  const words = useWords();
  const title = keyEvents ? words.keyEvents : words.updates;
  const none = city === undefined ? words.noUpdates : words.noUpdatesHere;
  return (
    <section class="timeline" aria-labelledby="updates">
      <div class="bar">
        <h2 id="updates" tabIndex={-1}>
          {city === undefined ? title : `${title}: ${cityName(story, city)}`}
        </h2>
        <Filter story={story} city={city} keyEvents={keyEvents} />
      </div>
      {reading.waiting > 0 && (
        <button type="button" class="pill" onClick={hands?.onReveal}>
          {words.newUpdates(reading.waiting)}
        </button>
      )}
      <Turns page={page} story={story.id} city={city} keyEvents={keyEvents} />
      {shown.length === 0 && <p class="empty">{keyEvents ? words.noKeyEvents : none}</p>}
      {shown.map((update) => (
        <UpdateEntry key={update.id} update={update} story={story} fresh={reading.fresh.has(update.id)} />
      ))}
      <Below reading={reading} page={page} />
    </section>
  );
}

/** Ways to what a narrow screen has below the updates. */
function Jumps({ reading: { snapshot } }: { readonly reading: Reading }) {
  const words = useWords();
  const links = [
    ['updates', words.updates],
    ...(snapshot.keyEvents.length > 0 ? [['key-events', words.keyEvents]] : []),
    ...(snapshot.lateArrivals.length > 0 ? [['late-arrivals', words.lateArrivals]] : []),
    ...(snapshot.totals.citiesReporting > 0 ? [['by-city', words.byCity]] : []),
  ];
  return (
    <nav class="jumps" aria-label={words.onThisPage}>
      {links.map(([id, title]) => (
        <a key={id} href={`#${id}`}>
          {title}
        </a>
      ))}
    </nav>
  );
}

interface TurnsProps {
  readonly page: OlderPage | undefined;
  readonly story: string;
  readonly city: string | undefined;
  readonly keyEvents: boolean;
}
function Turns({ page, story, city, keyEvents }: TurnsProps) {
  const { words, lang } = useSpeech();
  if (!page) return null;
  return (
    <p class="turns">
      <a href={storyHref(story, { city, lang, keyEvents: keyEvents ? 'true' : undefined })}>
        {words.newestUpdates}
      </a>
      {page.newerHref && (
        <a href={page.newerHref} rel="prev">
          {words.newerUpdates}
        </a>
      )}
    </p>
  );
}

function Below({ reading: { snapshot }, page }: Pick<StoryViewProps, 'reading' | 'page'>) {
  const { words, lang } = useSpeech();
  const href = page ? page.olderHref : snapshot.older && pageHref(snapshot.story.id, snapshot.older, lang);
  if (!href) return null;
  return (
    <p class="turns">
      <a href={href} rel="next">
        {words.olderUpdates}
      </a>
    </p>
  );
}
