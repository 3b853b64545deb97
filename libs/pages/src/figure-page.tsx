import type { Snapshot } from '#contract/snapshot';
import type { TotalChange } from '#contract/totals';
import type { UpdateView } from '#contract/update';
import { renderDocument } from './document.js';
import { figureHref, storyHref, updateHref } from './links.js';
import { BySum, Total } from './metric-total.js';
import type { PageAssets } from './page-assets.js';
import { cityName } from './places.js';
import { type Background, beginReading } from './reading.js';
import { metricKey, type Saying } from './saying.js';
import { claimOf, hasClaim, showsSum } from './shown-metrics.js';
import { type Speech, usePageWords, useSpeech } from './speech.js';
import { UpdateEntry } from './update-entry.js';
import { When } from './when.js';
import type { Words } from './words.js';

/** A change of a total as it was shown. */
export interface ShownChange extends TotalChange {
  readonly seq: number;
  readonly shownAt: string;
  readonly update: string | null;
}
export interface FigurePage {
  readonly snapshot: Snapshot;
  readonly metric: string;
  readonly city?: string | undefined;
  /** Oldest first. */
  readonly changes: readonly ShownChange[];
  /** The updates whose figures make the total what it is. */
  readonly counting: readonly UpdateView[];
  readonly background: Background;
  readonly origin: string;
  readonly assets: PageAssets;
  /** The inside of the step chart's element. */
  readonly chart: string;
  readonly olderHref?: string | undefined;
  readonly now: number;
}

/** Where a total comes from: what it is, the figures that count now, and each change with its cause and update. */
export function renderFigurePage(page: FigurePage, speech: Speech): string {
  const { snapshot, metric, city, origin, assets } = page;
  const { story } = snapshot;
  const heading = speech.words.heading(metricKey(metric, story));
  const title = [heading, city === undefined ? '' : cityName(story, city), story.title].filter(Boolean);
  return renderDocument(
    {
      ...{ title: title.join(': '), description: null, origin, assets },
      address: (lang) => figureHref(story.id, metric, { city, lang }),
      live: false,
      isUnlisted: true,
      children: <Main {...page} heading={heading} />,
    },
    speech,
  );
}

function Main(page: FigurePage & { readonly heading: string }) {
  const { snapshot, city, changes, counting, heading, chart, olderHref } = page;
  const { story } = snapshot;
  const { lang } = useSpeech();
  const said = usePageWords();
  return (
    <main class="figure-page" id="updates" tabIndex={-1}>
      <p class="turns">
        <a href={storyHref(story.id, { city, lang })}>{said.backToStory}</a>
      </p>
      <header class="head">
        <p class="standfirst">{story.title}</p>
        <h1>{city === undefined ? heading : `${heading}: ${cityName(story, city)}`}</h1>
      </header>
      <div class="board">
        <section class="metric">
          <Now {...page} />
        </section>
        {chart && <div class="drawn" dangerouslySetInnerHTML={{ __html: chart }} />}
      </div>
      <section class="changes">
        <h2>{said.howItChanged}</h2>
        {changes.length === 0 ? <p class="empty">{said.nothingYet}</p> : <Changes {...page} />}
        {olderHref && (
          <p class="turns">
            <a href={olderHref} rel="next">
              {said.earlierChanges}
            </a>
          </p>
        )}
      </section>
      <section class="timeline">
        <h2>{said.countingNow}</h2>
        <p class="count">{counting.length > 0 ? said.countingNowWhy : said.nothingCounts}</p>
        {counting.map((update) => (
          <UpdateEntry key={update.id} update={update} story={story} />
        ))}
      </section>
    </main>
  );
}

function Now({ snapshot, metric, city, background, now }: FigurePage) {
  const { story, totals } = snapshot;
  const sums = totals.metrics[metric];
  const reading = beginReading(snapshot, background);
  const total = { reading, now, hands: null };
  if (!sums) return null;
  if (city !== undefined) {
    const here = sums.cities[city];
    return here ? <Total {...total} place={{ metric, city }} here={here} /> : null;
  }
  const claim = claimOf(sums);
  return (
    <>
      {claim && <Total {...total} place={{ metric, city: null }} here={claim} />}
      {sums.citySum && showsSum(story, metric) && (
        <BySum sum={sums.citySum} reading={reading} metric={metric} alone={!hasClaim(sums)} hands={null} />
      )}
    </>
  );
}

function Changes({ snapshot: { story }, changes, city }: FigurePage) {
  const { words, lang } = useSpeech();
  const said = usePageWords();
  return (
    <table>
      <thead>
        <tr>
          {[said.shownAt, said.before, said.after, said.why].map((title) => (
            <th scope="col" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...changes].reverse().map((change) => (
          <tr key={`${change.seq} ${change.key}`}>
            <th scope="row">
              <When at={change.shownAt} zone={story.timeZone} story={story} />
            </th>
            <td>{wordsOf(words, change.before)}</td>
            <td>
              <b>{wordsOf(words, change.after)}</b>
              {city === undefined && change.key.endsWith('/citySum') && <span class="by">{words.sumOf}</span>}
            </td>
            <td>
              {words.causes[change.cause]}
              <span class="by">
                {change.update === null ? (
                  said.decided
                ) : (
                  <a href={updateHref(story.id, change.update, { lang })}>{said.readUpdate}</a>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const wordsOf = (words: Words, figure: Saying | null) => (figure ? words.value(figure) : words.noFigure);
