import type { ComponentChildren } from 'preact';
import type { Leading } from '#contract/figure';
import type { StoryView } from '#contract/story';
import type { CityTotalsView, TotalsView } from '#contract/totals';
import { figureHref, storyHref } from './links.js';
import { type Hands, Value } from './metric-total.js';
import { cityName, sourceName, zoneOf } from './places.js';
import type { Reading } from './reading.js';
import { metricKey } from './saying.js';
import { LARGE, shownMetrics } from './shown-metrics.js';
import { useSpeech, useWords } from './speech.js';
import { isPreferred, leadingRange } from './telling.js';
import { When } from './when.js';
import { laterInWords, rangeInBrief } from './total-sentence.js';

/** A metric, or `city`. */
export type SortedBy = string;
export interface CityTableProps {
  readonly reading: Reading;
  readonly sort: SortedBy | null;
  readonly hands: Hands | null;
  /** The map of the same. */
  readonly children?: ComponentChildren;
}

/** What each city's sources say: the leading figure, whose it is and of when. */
export function CityTable({ reading, sort, hands, children }: CityTableProps) {
  const { snapshot } = reading;
  const { story, totals } = snapshot;
  const words = useWords();
  const columns = columnsOf(totals, story);
  const sortedBy = sort ?? columns[0] ?? 'city';
  const cities = citiesOf(totals, story, { columns, sort: sortedBy });
  if (cities.length === 0) return null;
  const heading = (metric: string) => words.heading(metricKey(metric, story));
  return (
    <section class="cities" aria-labelledby="by-city">
      <h2 id="by-city">{words.byCity}</h2>
      <p class="count">{words.citiesReporting(totals.citiesReporting)}</p>
      {children}
      <table>
        <thead>
          <tr>
            <Head column="city" title={words.city} sort={sortedBy} hands={hands} />
            {columns.map((metric) => (
              <Head key={metric} column={metric} title={heading(metric)} sort={sortedBy} hands={hands} />
            ))}
          </tr>
        </thead>
        <tbody>
          {cities.map((city) => (
            <Row key={city} city={city} columns={columns} reading={reading} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({
  column,
  title,
  sort,
  hands,
}: {
  readonly column: string;
  readonly title: string;
  readonly sort: string;
  readonly hands: Hands | null;
}) {
  const order = column === 'city' ? 'ascending' : 'descending';
  const words = useWords();
  return (
    <th scope="col" aria-sort={sort === column ? order : undefined}>
      {hands ? (
        <button type="button" onClick={() => hands.onSort(column)} aria-label={words.sortBy(title)}>
          {title}
        </button>
      ) : (
        <span>{title}</span>
      )}
    </th>
  );
}

function Row({
  city,
  columns,
  reading,
}: {
  readonly city: string;
  readonly columns: readonly string[];
  readonly reading: Reading;
}) {
  const { words, lang } = useSpeech();
  const { story, totals } = reading.snapshot;
  return (
    <tr>
      <th scope="row">
        <a href={storyHref(story.id, { city, lang })}>{cityName(story, city)}</a>
      </th>
      {columns.map((metric) => {
        const here = totals.metrics[metric]?.cities[city];
        return (
          <td key={metric}>
            {here ? <Cell here={here} metric={metric} city={city} reading={reading} /> : words.noFigure}
          </td>
        );
      })}
    </tr>
  );
}

function Cell({
  here,
  metric,
  city,
  reading,
}: {
  readonly here: CityTotalsView;
  readonly metric: string;
  readonly city: string;
  readonly reading: Reading;
}) {
  const { words, lang } = useSpeech();
  const { snapshot, orders, marks } = reading;
  const { story } = snapshot;
  const { leading, laterLower } = here;
  const preferred = isPreferred({ metric, city }, leading.source, { orders, sources: story.sources });
  const range = leadingRange(here, preferred);
  const said = range ? rangeInBrief(words, range) : words.value(leading);
  const whose = (range ?? [leading]).map(({ source }) => sourceName(story, source)).join('; ');
  return (
    <>
      <a class="value" href={figureHref(story.id, metric, { city, lang })} rel="nofollow">
        <Value said={said} isChanged={marks.changed.has(`${metric}/${city}`)} />
      </a>
      <span class="by">
        {whose}, <When at={newest(range ?? [leading])} zone={zoneOf(story, city)} story={story} />
      </span>
      {laterLower && <span class="by">{laterInWords(words, story, city, [leading.source, laterLower])}</span>}
    </>
  );
}

const newest = (figures: readonly Leading[]) =>
  figures.map(({ asOf }) => asOf).reduce((a, b) => (a > b ? a : b), '');

function columnsOf(totals: TotalsView, story: StoryView): string[] {
  const ids = shownMetrics(totals, story);
  const usual = LARGE.filter((id) => ids.includes(id));
  return usual.length > 0 ? usual : ids.sort().slice(0, 2);
}

/** By a column the strongest first, then by the next; or by name. */
function citiesOf(
  totals: TotalsView,
  story: StoryView,
  { columns, sort }: { readonly columns: readonly string[]; readonly sort: SortedBy },
): string[] {
  const low = (metric: string, city: string) => totals.metrics[metric]?.cities[city]?.leading.low ?? -1;
  const ids = new Set(columns.flatMap((metric) => Object.keys(totals.metrics[metric]?.cities ?? {})));
  const byName = (a: string, b: string) => cityName(story, a).localeCompare(cityName(story, b));
  const order = columns.includes(sort) ? [sort, ...columns.filter((id) => id !== sort)] : [];
  return [...ids].sort((a, b) => {
    for (const metric of order) {
      const difference = low(metric, b) - low(metric, a);
      if (difference !== 0) return difference;
    }
    return byName(a, b);
  });
}
