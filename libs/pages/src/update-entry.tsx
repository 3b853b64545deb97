import { Fragment } from 'preact';
import type { StoryView } from '#contract/story';
import type { Evidence, PublishedUpdate, RetractedUpdate, UpdateView } from '#contract/update';
import { LATE_AFTER_SECONDS } from '#contract/limits';
import { entryId, hostOf, storyHref, webAddress } from './links.js';
import { Markdown } from './markdown.js';
import { cityName, zoneOf } from './places.js';
import { zoneName } from './times.js';
import { UpdateMedia } from './update-media.js';
import { UpdateFigures } from './update-figures.js';
import { clockOn, StoryTime, When } from './when.js';
import { reachedUs, struckLine, WORDS } from './words.js';

interface EntryProps {
  readonly update: UpdateView;
  readonly story: StoryView;
  /** Of the element; the same update can stand in two places. */
  readonly id?: string;
  /** Where its own place is; here, if not said. */
  readonly href?: string;
  /** New or changed since the page was opened. */
  readonly fresh?: boolean;
}

/** One update as readers see it, or the struck line that is left of it: the element stays the same. */
export function UpdateEntry({ update, story, id = entryId(update.id), href = `#${id}`, fresh }: EntryProps) {
  const withdrawn = update.status === 'retracted';
  const names = ['entry', withdrawn && 'withdrawn', !withdrawn && update.keyEvent && 'key', fresh && 'fresh'];
  const title = `${id}-title`;
  return (
    <article id={id} class={names.filter(Boolean).join(' ')} aria-labelledby={title} tabIndex={-1}>
      {withdrawn ? (
        <Withdrawn update={update} story={story} title={title} />
      ) : (
        <Published update={update} story={story} title={title} href={href} />
      )}
    </article>
  );
}

interface PartProps<U> {
  readonly update: U;
  readonly story: StoryView;
  /** Id of the element that names the entry. */
  readonly title: string;
}

function Published({ update, story, title, href }: PartProps<PublishedUpdate> & { readonly href: string }) {
  const { headline, keyEvent, erased } = update;
  const Head = headline ? 'p' : 'h3';
  return (
    <>
      <Head class="when" id={headline ? undefined : title}>
        <Moment update={update} story={story} href={href} />
        {keyEvent && <span class="flag"> {WORDS.keyEvent}</span>}
      </Head>
      {headline && <h3 id={title}>{headline}</h3>}
      <Labels update={update} />
      <div class="text">
        {erased ? <p class="erased">{WORDS.erased}</p> : <Markdown text={update.text} />}
      </div>
      <UpdateMedia media={update.media} story={story.id} />
      <UpdateFigures update={update} story={story} />
      <Correction update={update} story={story} />
      <Quotes evidence={update.evidence} />
      <Credits byline={update.byline} evidence={update.evidence} />
    </>
  );
}

function Withdrawn({ update, story, title }: PartProps<RetractedUpdate>) {
  const zone = zoneOf(story, update.city);
  return (
    <>
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
        {update.mergedInto !== undefined && (
          <>
            {' '}
            <a href={`#${entryId(update.mergedInto)}`}>{WORDS.mergedInto}</a>
          </>
        )}
      </p>
    </>
  );
}

interface MomentProps {
  readonly update: PublishedUpdate;
  readonly story: StoryView;
  readonly href: string;
}

/** When and where it happened, on the clocks of that place; and when we heard, if that was late. */
function Moment({ update, story, href }: MomentProps) {
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
      <span class="aside-time">
        <StoryTime at={occurredAt} zone={zone} story={story} />
        {late && (
          <>
            {' · '}
            <time dateTime={receivedAt}>{reachedUs(clockOn(story, receivedAt, zone))}</time>
          </>
        )}
      </span>
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

function Correction({ update, story }: Omit<MomentProps, 'href'>) {
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

function Quotes({ evidence }: { readonly evidence: readonly Evidence[] }) {
  return (
    <>
      {evidence.map(({ quote, url }, index) => {
        const href = webAddress(url ?? '');
        return (
          quote && (
            <blockquote class="quote" key={index}>
              <p>{quote}</p>
              {href && (
                <footer>
                  <EvidenceLink href={href} />
                </footer>
              )}
            </blockquote>
          )
        );
      })}
    </>
  );
}

/** Who filed it, and where it can be checked. */
function Credits({
  byline,
  evidence,
}: {
  readonly byline: string | null;
  readonly evidence: readonly Evidence[];
}) {
  const links = evidence.flatMap(({ quote, url }) => (quote ? [] : (webAddress(url ?? '') ?? [])));
  if (byline === null && links.length === 0) return null;
  return (
    <p class="credits">
      {byline && <span class="byline">{byline}</span>}
      {byline && links.length > 0 && ' · '}
      {links.length > 0 && `${WORDS.evidence} `}
      {links.map((href, index) => (
        <Fragment key={href}>
          {index > 0 && ', '}
          <EvidenceLink href={href} />
        </Fragment>
      ))}
    </p>
  );
}

function EvidenceLink({ href }: { readonly href: string }) {
  return (
    <a href={href} rel="noopener nofollow">
      {hostOf(href)}
    </a>
  );
}
