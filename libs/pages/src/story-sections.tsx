import type { KeyEvent } from '#contract/event';
import type { Snapshot } from '#contract/snapshot';
import type { StoryView } from '#contract/story';
import type { UpdateView } from '#contract/update';
import { entryId, storyHref, updateHref } from './links.js';
import { Markdown, plainText } from './markdown.js';
import { cityName, zoneOf } from './places.js';
import { useSpeech, useWords } from './speech.js';
import { UpdateEntry } from './update-entry.js';
import { OwnTime, StoryTime, When } from './when.js';
import type { Words } from './words.js';

interface Held {
  readonly snapshot: Snapshot;
  /** Ids of the entries in the timeline on this page. */
  readonly here: ReadonlySet<string>;
}

/** What readers who come late have to know first. */
export function WhatWeKnow({ story: { whatWeKnow = [] } }: { readonly story: StoryView }) {
  const words = useWords();
  if (whatWeKnow.length === 0) return null;
  return (
    <section class="known" aria-labelledby="what-we-know">
      <h2 id="what-we-know">{words.whatWeKnow}</h2>
      {whatWeKnow.map(({ id, heading, text }) => (
        <section key={id}>
          <h3>{heading}</h3>
          <Markdown text={text} />
        </section>
      ))}
    </section>
  );
}

export function Pinned({ snapshot: { story, pins, totals } }: Pick<Held, 'snapshot'>) {
  const words = useWords();
  if (pins.length === 0) return null;
  return (
    <section class="pinned" aria-labelledby="pinned">
      <h2 id="pinned">{words.pinned}</h2>
      {pins.map((update) => (
        <UpdateEntry key={update.id} id={`pin-${update.id}`} update={update} story={story} totals={totals} />
      ))}
    </section>
  );
}

export function KeyEvents({ snapshot: { story, keyEvents }, here }: Held) {
  const words = useWords();
  if (keyEvents.length === 0) return null;
  return (
    <section class="keys">
      <h2 id="key-events">{words.keyEvents}</h2>
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
  const { words, lang } = useSpeech();
  const zone = zoneOf(story, event.city);
  return (
    <>
      <p class="when">
        <When at={event.occurredAt} zone={zone} story={story} />{' '}
        <span class="place">
          {event.city === null ? words.zoned('', words.zone(zone)).trim() : cityName(story, event.city)}
        </span>
        <span class="aside-time">
          <StoryTime at={event.occurredAt} zone={zone} story={story} />
          <OwnTime at={event.occurredAt} zone={zone} story={story} />
        </span>
      </p>
      <a href={here ? `#${entryId(event.id)}` : updateHref(story.id, event.id, { lang })}>
        {plainText(event.headline)}
      </a>
    </>
  );
}

/** Reports that were posted below what this page holds: closed lines that open to the whole update. */
export function LateArrivals({ snapshot: { story, lateArrivals } }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  if (lateArrivals.length === 0) return null;
  return (
    <section class="late-arrivals" aria-labelledby="late-arrivals">
      <h2 id="late-arrivals">{words.lateArrivals}</h2>
      <p class="count">{words.lateArrivalsWhy}</p>
      {lateArrivals.map((update) => (
        <details key={update.id}>
          <summary>
            <When at={update.occurredAt} zone={zoneOf(story, update.city)} story={story} />{' '}
            {update.city && <span class="place">{cityName(story, update.city)}</span>}{' '}
            <span class="first">{firstWords(words, update)}</span>
          </summary>
          <UpdateEntry update={update} story={story} id={`late-${update.id}`} />
        </details>
      ))}
    </section>
  );
}

function firstWords(words: Words, update: UpdateView): string {
  if (update.status === 'retracted') return words.struckLine(null);
  return update.headline ?? plainText(update.text);
}

/** Chooses by address alone: it works without JavaScript, can be shared and bookmarked. */
export function Filter({
  story,
  city,
  keyEvents,
}: {
  readonly story: StoryView;
  readonly city?: string | undefined;
  readonly keyEvents: boolean;
}) {
  const { words, lang } = useSpeech();
  const cities = [...story.cities].sort((a, b) => a.name.localeCompare(b.name));
  return (
    <form class="filter" action={storyHref(story.id)} method="get">
      {cities.length > 1 && (
        <>
          <label for="city">{words.chooseCity}</label>
          <select id="city" name="city">
            <option value="">{words.allCities}</option>
            {cities.map(({ id, name }) => (
              <option key={id} value={id} selected={id === city}>
                {name}
              </option>
            ))}
          </select>
        </>
      )}
      <label class="check">
        <input type="checkbox" name="keyEvents" value="true" checked={keyEvents} /> {words.onlyKeyEvents}
      </label>
      {lang && <input type="hidden" name="lang" value={lang} />}
      <button type="submit">{words.show}</button>
    </form>
  );
}
