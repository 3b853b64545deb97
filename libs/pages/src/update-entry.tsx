import type { StoryView } from '#contract/story';
import type { Evidence, PublishedUpdate, RetractedUpdate, UpdateView } from '#contract/update';
import { LATE_AFTER_SECONDS } from '#contract/limits';
import { entryId, hostOf, storyHref, webAddress } from './links.js';
import { Markdown } from './markdown.js';
import { cityName, zoneOf } from './places.js';
import { zoneName } from './times.js';
import { UpdateFigures } from './update-figures.js';
import { clockOn, When } from './when.js';
import { reachedUs, struckLine, WORDS } from './words.js';

interface EntryProps<U = UpdateView> {
  readonly update: U;
  readonly story: StoryView;
  /** Of the element; the same update can stand in two places. */
  readonly id?: string;
  /** Where its own place is; here, if not said. */
  readonly href?: string;
  /** New or changed since the page was opened. */
  readonly fresh?: boolean;
}

/** One update as readers see it, or the struck line that is left of it. */
export function UpdateEntry({ update, ...rest }: EntryProps) {
  return update.status === 'published' ? (
    <Published update={update} {...rest} />
  ) : (
    <Withdrawn update={update} {...rest} />
  );
}

function Published({ update, story, id = entryId(update.id), href, fresh }: EntryProps<PublishedUpdate>) {
  const { headline, byline, keyEvent, erased } = update;
  const title = `${id}-title`;
  const Head = headline ? 'p' : 'h3';
  return (
    <article
      id={id}
      class={classes('entry', keyEvent && 'key', fresh && 'fresh')}
      aria-labelledby={title}
      tabIndex={-1}
    >
      <Head class="when" id={headline ? undefined : title}>
        <Moment update={update} story={story} href={href ?? `#${id}`} />
        {keyEvent && <span class="flag"> {WORDS.keyEvent}</span>}
      </Head>
      {headline && <h3 id={title}>{headline}</h3>}
      <Labels update={update} />
      <div class="text">
        {erased ? <p class="erased">{WORDS.erased}</p> : <Markdown text={update.text} />}
      </div>
      <UpdateFigures update={update} story={story} />
      <Correction update={update} story={story} />
      <EvidenceList evidence={update.evidence} />
      {byline && <p class="byline">{byline}</p>}
    </article>
  );
}

function Withdrawn({ update, story, id = entryId(update.id), fresh }: EntryProps<RetractedUpdate>) {
  const zone = zoneOf(story, update.city);
  const title = `${id}-title`;
  return (
    <article
      id={id}
      class={classes('entry withdrawn', fresh && 'fresh')}
      aria-labelledby={title}
      tabIndex={-1}
    >
      <h3 class="when" id={title}>
        <s>
          <When at={update.occurredAt} zone={zone} story={story} />{' '}
          {struckLine(update.city && cityName(story, update.city))}
        </s>
      </h3>
      <p class="note">
        <b>
          {WORDS.withdrawn} <When at={update.retractedAt} zone={zone} story={story} />
        </b>
        {update.note && ` ${update.note}`}
      </p>
    </article>
  );
}

/** When and where it happened, on the clocks of that place; and when we heard, if that was late. */
function Moment({ update, story, href }: EntryProps<PublishedUpdate>) {
  const { city, occurredAt, receivedAt } = update;
  const zone = zoneOf(story, city);
  const late = (Date.parse(receivedAt) - Date.parse(occurredAt)) / 1_000 > LATE_AFTER_SECONDS;
  return (
    <>
      <a class="moment" href={href}>
        <When at={occurredAt} zone={zone} story={story} />
      </a>{' '}
      {city === null ? (
        <span class="place">{zoneName(zone)} time</span>
      ) : (
        <a class="place" href={storyHref(story.id, city)}>
          {cityName(story, city)}
        </a>
      )}
      {late && (
        <span class="late">
          {' '}
          <time dateTime={receivedAt}>{reachedUs(clockOn(story, receivedAt, zone))}</time>
        </span>
      )}
    </>
  );
}

function Labels({ update }: { readonly update: PublishedUpdate }) {
  const simulated = update.labels.includes('simulated');
  if (!simulated && update.confirmed) return null;
  return (
    <p class="labels">
      {simulated && (
        <span class="label">
          <b>{WORDS.simulated}</b> {WORDS.simulatedWhy}
        </span>
      )}
      {!update.confirmed && (
        <span class="label">
          <b>{WORDS.unconfirmed}</b>
        </span>
      )}
    </p>
  );
}

function Correction({ update, story }: EntryProps<PublishedUpdate>) {
  if (update.correctionNote === null) return null;
  return (
    <p class="note">
      <b>
        {WORDS.corrected}{' '}
        {update.correctedAt && (
          <When at={update.correctedAt} zone={zoneOf(story, update.city)} story={story} />
        )}
      </b>{' '}
      {update.correctionNote}
    </p>
  );
}

function EvidenceList({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const quotes = evidence.flatMap(({ quote, url }) =>
    quote ? [{ quote, href: webAddress(url ?? '') }] : [],
  );
  const links = evidence.flatMap(({ quote, url }) => (quote ? [] : (webAddress(url ?? '') ?? [])));
  return (
    <>
      {quotes.map(({ quote, href }, index) => (
        <blockquote class="quote" key={index}>
          <p>{quote}</p>
          {href && (
            <footer>
              <EvidenceLink href={href} />
            </footer>
          )}
        </blockquote>
      ))}
      {links.length > 0 && (
        <p class="evidence">
          {WORDS.evidence}{' '}
          {links.map((href, index) => (
            <>
              {index > 0 && ', '}
              <EvidenceLink href={href} />
            </>
          ))}
        </p>
      )}
    </>
  );
}

function EvidenceLink({ href }: { readonly href: string }) {
  return (
    <a href={href} rel="noopener nofollow">
      {hostOf(href)}
    </a>
  );
}

function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
