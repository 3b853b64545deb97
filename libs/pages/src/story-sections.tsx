import type { KeyEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { UpdateView } from '#contract/update';
import { entryId, placeHref, storyHref } from './links.js';
import { Markdown, plainText } from './markdown.js';
import { cityName, zoneOf } from './places.js';
import { zoneName } from './times.js';
import { UpdateEntry } from './update-entry.js';
import { StoryTime, When } from './when.js';
import { struckLine, WORDS } from './words.js';

interface Held {
  readonly snapshot: Snapshot;
  /** Ids of the entries in the timeline on this page. */
  readonly here: ReadonlySet<string>;
}

/** What readers who come late have to know first. */
export function WhatWeKnow({ story: { whatWeKnow = [] } }: { readonly story: StoryView }) {
  if (whatWeKnow.length === 0) return null;
  return (
    <section class="known" aria-labelledby="what-we-know">
      <h2 id="what-we-know">{WORDS.whatWeKnow}</h2>
      {whatWeKnow.map(({ id, heading, text }) => (
        <section key={id}>
          <h3>{heading}</h3>
          <Markdown text={text} />
        </section>
      ))}
    </section>
  );
}

export function Pinned({ snapshot: { story, pins }, here }: Held) {
  if (pins.length === 0) return null;
  return (
    <section class="pinned" aria-labelledby="pinned">
      <h2 id="pinned">{WORDS.pinned}</h2>
      {pins.map((update) => (
        <UpdateEntry
          key={update.id}
          id={`pin-${update.id}`}
          href={here.has(update.id) ? `#${entryId(update.id)}` : placeHref(story.id, update)}
          update={update}
          story={story}
        />
      ))}
    </section>
  );
}

export function KeyEvents({ snapshot: { story, keyEvents }, here }: Held) {
  if (keyEvents.length === 0) return null;
  return (
    <section class="keys" aria-labelledby="key-events">
      <h2 id="key-events">{WORDS.keyEvents}</h2>
      <ol>
        {keyEvents.map((event) => (
          <li key={event.id}>
            <KeyEventLine event={event} story={story} here={here.has(event.id)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function KeyEventLine({
  event,
  story,
  here,
}: {
  readonly event: KeyEvent;
  readonly story: StoryView;
  readonly here: boolean;
}) {
  return (
    <>
      <p class="when">
        <When at={event.occurredAt} zone={zoneOf(story, event.city)} story={story} />{' '}
        <span class="place">
          {event.city === null ? `${zoneName(story.timeZone)} time` : cityName(story, event.city)}
        </span>
        <span class="aside-time">
          <StoryTime at={event.occurredAt} zone={zoneOf(story, event.city)} story={story} />
        </span>
      </p>
      <a href={here ? `#${entryId(event.id)}` : placeHref(story.id, event)}>{plainText(event.headline)}</a>
    </>
  );
}

/** Reports that were posted below what this page holds: closed lines that open to the whole update. */
export function LateArrivals({ snapshot: { story, lateArrivals } }: { readonly snapshot: Snapshot }) {
  if (lateArrivals.length === 0) return null;
  return (
    <section class="late-arrivals" aria-labelledby="late-arrivals">
      <h2 id="late-arrivals">{WORDS.lateArrivals}</h2>
      <p class="count">{WORDS.lateArrivalsWhy}</p>
      {lateArrivals.map((update) => (
        <details key={update.id}>
          <summary>
            <When at={update.occurredAt} zone={zoneOf(story, update.city)} story={story} />{' '}
            {update.city && <span class="place">{cityName(story, update.city)}</span>}{' '}
            <span class="first">{firstWords(update)}</span>
          </summary>
          <UpdateEntry
            update={update}
            story={story}
            id={`late-${update.id}`}
            href={placeHref(story.id, update)}
          />
        </details>
      ))}
    </section>
  );
}

function firstWords(update: UpdateView): string {
  if (update.status === 'retracted') return struckLine(null);
  return update.headline ?? plainText(update.text);
}

/** Chooses a city by address alone: it works without JavaScript, can be shared and bookmarked. */
export function CityFilter({
  story,
  city,
}: {
  readonly story: StoryView;
  readonly city?: string | undefined;
}) {
  if (story.cities.length < 2) return null;
  const cities = [...story.cities].sort((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <form class="filter" action={storyHref(story.id)} method="get">
      <label for="city">{WORDS.chooseCity}</label>
      <select id="city" name="city" required>
        {city === undefined && <option value="">{WORDS.allCities}</option>}
        {cities.map(({ id, name }) => (
          <option key={id} value={id} selected={id === city}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit">{WORDS.show}</button>
      {city !== undefined && <a href={storyHref(story.id)}>{WORDS.allCities}</a>}
    </form>
  );
}
