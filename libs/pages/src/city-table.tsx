import type { StoryView } from '#contract/story';
import type { CityTotalsView, TotalsView } from '#contract/totals';
import { storyHref } from './links.js';
import { type BoardProps, RangeOf, ShownTotal } from './metric-board.js';
import { cityName, sourceName, zoneOf } from './places.js';
import { shownMetrics } from './shown-metrics.js';
import { When } from './when.js';
import { citiesReporting, metricHeading, WORDS } from './words.js';

const COLUMNS = ['arrests', 'crowd'];

/** What each city's sources say: the leading figure, whose it is and of when, and the range beside it. */
export function CityTable({ totals, story, marks }: BoardProps) {
  const columns = columnsOf(totals, story);
  const cities = citiesOf(totals, columns);
  if (cities.length === 0) return null;
  return (
    <section class="cities" aria-labelledby="by-city">
      <h2 id="by-city">{WORDS.byCity}</h2>
      <p class="count">{citiesReporting(totals.citiesReporting)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{WORDS.city}</th>
            {columns.map((metric) => (
              <th scope="col" key={metric}>
                {metricHeading(metric, story)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cities.map((city) => (
            <tr key={city}>
              <th scope="row">
                <a href={storyHref(story.id, city)}>{cityName(story, city)}</a>
              </th>
              {columns.map((metric) => {
                const cell = totals.metrics[metric]?.cities[city];
                return (
                  <td key={metric}>
                    {cell ? (
                      <>
                        <ShownTotal value={cell.leading} mark={`${metric}/${city}`} marks={marks} />
                        <Said cell={cell} story={story} city={city} />
                      </>
                    ) : (
                      WORDS.noFigure
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Said({
  cell,
  story,
  city,
}: {
  readonly cell: CityTotalsView;
  readonly story: StoryView;
  readonly city: string;
}) {
  return (
    <>
      <span class="by">
        {sourceName(story, cell.leading.source)},{' '}
        <When at={cell.leading.asOf} zone={zoneOf(story, city)} story={story} />
      </span>
      <RangeOf totals={cell} story={story} />
    </>
  );
}

function columnsOf(totals: TotalsView, story: StoryView): string[] {
  const ids = shownMetrics(totals, story);
  const usual = COLUMNS.filter((id) => ids.includes(id));
  return usual.length > 0 ? usual : ids.sort().slice(0, 2);
}

/** The strongest first, by the first column, then by the next. */
function citiesOf(totals: TotalsView, columns: readonly string[]): string[] {
  const low = (metric: string, city: string) => totals.metrics[metric]?.cities[city]?.leading.low ?? -1;
  const ids = new Set(columns.flatMap((metric) => Object.keys(totals.metrics[metric]?.cities ?? {})));
  return [...ids].sort((a, b) => {
    for (const metric of columns) {
      const difference = low(metric, b) - low(metric, a);
      if (difference !== 0) return difference;
    }
    return a < b ? -1 : 1;
  });
}
