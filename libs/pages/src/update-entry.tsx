import { Fragment } from 'preact';
import type { StoryView } from '#contract/story';
import type { TotalsView } from '#contract/totals';
import type { Evidence, PublishedUpdate, RetractedUpdate, UpdateView } from '#contract/update';
import { LATE_AFTER_SECONDS } from '#contract/limits';
import { entryId, hostOf, storyHref, updateHref, webAddress } from './links.js';
import { Markdown } from './markdown.js';
import { cityName, zoneOf } from './places.js';
import { useSpeech, useWords } from './speech.js';
import { UpdateMedia } from './update-media.js';
import { UpdateFigures } from './update-figures.js';
import { clockOn, OwnTime, StoryTime, When } from './when.js';

interface EntryProps {
  readonly update: UpdateView;
  readonly story: StoryView;
  /** Of the element; the same update can stand in two places. */
  readonly id?: string;
  /** Where given, its figures say what their sources have said since. */
  readonly totals?: TotalsView | undefined;
  /** New or changed since the page was opened. */
  readonly fresh?: boolean;
}

/** One update as readers see it, or the struck line that is left of it: the element stays the same. */
export function UpdateEntry({ update, story, id = entryId(update.id), totals, fresh }: EntryProps) {
  const withdrawn = update.status === 'retracted';
  const names = ['entry', withdrawn && 'withdrawn', !withdrawn && update.keyEvent && 'key', fresh && 'fresh'];
  const title = `${id}-title`;
  return (
    <article id={id} class={names.filter(Boolean).join(' ')} aria-labelledby={title} tabIndex={-1}>
      {withdrawn ? (
        <Withdrawn update={update} story={story} title={title} />
      ) : (
        <Published update={update} story={story} title={title} totals={totals} />
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

function Published({
  update,
  story,
  title,
  totals,
}: PartProps<PublishedUpdate> & Pick<EntryProps, 'totals'>) {
  const words = useWords();
  const { headline, keyEvent, erased } = update;
  const Head = headline ? 'p' : 'h3';
  return (
    <>
      <Head class="when" id={headline ? undefined : title}>
        <Moment update={update} story={story} />
        {keyEvent && <span class="flag"> {words.keyEvent}</span>}
      </Head>
      {headline && <h3 id={title}>{headline}</h3>}
      <Labels update={update} />
      <div class="text">
        {erased ? <p class="erased">{words.erased}</p> : <Markdown text={update.text} />}
      </div>
      <UpdateMedia media={update.media} story={story.id} />
      <UpdateFigures update={update} story={story} totals={totals} />
      <Correction update={update} story={story} />
      <Quotes evidence={update.evidence} />
      <Credits byline={update.byline} evidence={update.evidence} />
    </>
  );
}

function Withdrawn({ update, story, title }: PartProps<RetractedUpdate>) {
  const { words, lang } = useSpeech();
  const zone = zoneOf(story, update.city);
  return (
    <>
      <h3 class="when" id={title}>
        <s>
          <When at={update.occurredAt} zone={zone} story={story} />{' '}
          {words.struckLine(update.city && cityName(story, update.city))}
        </s>
      </h3>
      <p class="note">
        <b>
          {words.withdrawn} <When at={update.retractedAt} zone={zone} story={story} />
        </b>
        {update.note && ` ${update.note}`}
        {update.mergedInto !== undefined && (
          <>
            {' '}
            <a href={updateHref(story.id, update.mergedInto, { lang })}>{words.mergedInto}</a>
          </>
        )}
      </p>
    </>
  );
}

interface MomentProps {
  readonly update: PublishedUpdate;
  readonly story: StoryView;
}

/** When and where it happened, on the clocks of that place; and when we heard, if that was late. */
function Moment({ update, story }: MomentProps) {
  const { words, lang } = useSpeech();
  const { city, occurredAt, receivedAt } = update;
  const zone = zoneOf(story, city);
  const late = (Date.parse(receivedAt) - Date.parse(occurredAt)) / 1_000 > LATE_AFTER_SECONDS;
  return (
    <>
      <a class="moment" href={updateHref(story.id, update.id, { lang })}>
        <When at={occurredAt} zone={zone} story={story} />
      </a>{' '}
      {city === null ? (
        <span class="place">{words.zoned('', words.zone(zone)).trim()}</span>
      ) : (
        <a class="place" href={storyHref(story.id, { city, lang })}>
          {cityName(story, city)}
        </a>
      )}
      <span class="aside-time">
        <StoryTime at={occurredAt} zone={zone} story={story} />
        <OwnTime at={occurredAt} zone={zone} story={story} />
        {late && (
          <>
            {' · '}
            <time dateTime={receivedAt}>{words.reachedUs(clockOn(words, story, receivedAt, zone))}</time>
          </>
        )}
      </span>
    </>
  );
}

function Labels({ update }: { readonly update: PublishedUpdate }) {
  const words = useWords();
  const simulated = update.labels.includes('simulated');
  if (!simulated && update.confirmed) return null;
  return (
    <p class="labels">
      {simulated && (
        <span class="label">
          <b>{words.simulated}</b> {words.simulatedWhy}
        </span>
      )}
      {!update.confirmed && (
        <span class="label">
          <b>{words.unconfirmed}</b>
        </span>
      )}
    </p>
  );
}

function Correction({ update, story }: MomentProps) {
  const words = useWords();
  if (update.correctionNote === null) return null;
  return (
    <p class="note">
      <b>
        {words.corrected}{' '}
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
  const words = useWords();
  const links = evidence.flatMap(({ quote, url }) => (quote ? [] : (webAddress(url ?? '') ?? [])));
  if (byline === null && links.length === 0) return null;
  return (
    <p class="credits">
      {byline && <span class="byline">{byline}</span>}
      {byline && links.length > 0 && ' · '}
      {links.length > 0 && `${words.evidence} `}
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
