import type { Figure, Instant, Leading } from '#contract/figure';
import { presentationOf } from '#contract/presentation';
import type { StoryView } from '#contract/story';
import type { CityTotalsView, ShownSums, TotalsView } from '#contract/totals';
import { cityName, sourceName, zoneOf } from './places.js';
import { CITY_SUM, hasClaim, showsSum, shownMetrics, strongestCity } from './shown-metrics.js';
import { zoneName } from './times.js';
import { clockOn, When } from './when.js';
import { according, capital, inCities, metricHeading, metricName, WORDS, zoneTime } from './words.js';

const FIRST = ['arrests', 'crowd'];

export interface BoardProps {
  readonly totals: TotalsView;
  readonly story: StoryView;
  readonly city?: string;
  readonly marks: TotalMarks;
}
/** What changed while the reader was here, by the keys of totals patches (`arrests`, `arrests/moscow`). */
export interface TotalMarks {
  readonly changed: ReadonlySet<string>;
  /** Why a total went down. */
  readonly lowered: Readonly<Record<string, string>>;
}
export const NO_MARKS: TotalMarks = { changed: new Set(), lowered: {} };

/** The running totals: the two that matter most in large, the others in a line each. */
export function MetricBoard(props: BoardProps) {
  const { totals, story } = props;
  const ids = shownMetrics(totals, story);
  if (ids.length === 0) return null;
  const large = FIRST.filter((id) => ids.includes(id));
  const small = ids.filter((id) => !large.includes(id)).sort();
  return (
    <section class="board" aria-labelledby="figures">
      <h2 id="figures" class="unseen">
        {WORDS.figures}
      </h2>
      {large.map((metric) => (
        <MetricCard key={metric} metric={metric} {...props} />
      ))}
      {small.length > 0 && (
        <ul class="others">
          {small.map((metric) => {
            const leading = totals.metrics[metric]?.leading;
            const isShown = leading && (leading.source !== CITY_SUM || showsSum(story, metric));
            return (
              isShown && (
                <li key={metric}>
                  <b>{leading.label}</b> {metricName(metric, story)}{' '}
                  <span class="by">{attribution(leading, story)}</span>
                </li>
              )
            );
          })}
        </ul>
      )}
    </section>
  );
}

function MetricCard({ metric, totals, story, city, marks }: BoardProps & { readonly metric: string }) {
  const sums = totals.metrics[metric];
  if (!sums) return null;
  const hasSum = sums.citySum !== null && showsSum(story, metric);
  const place = city ?? (hasSum || hasClaim(sums) ? undefined : strongestCity(sums));
  const here = place === undefined ? undefined : sums.cities[place];
  const hasStory = hasSum || hasClaim(sums);
  if (!here && !hasStory) return null;
  const title = `metric-${metric}`;
  return (
    <section class="metric" aria-labelledby={title}>
      <h3 id={title}>{metricHeading(metric, story)}</h3>
      {place !== undefined && here && (
        <CityLeading city={place} totals={here} story={story} marks={marks} mark={`${metric}/${place}`} />
      )}
      {city !== undefined && hasStory && <p class={here ? 'where apart' : 'where'}>{WORDS.theWholeStory}</p>}
      <div class={here ? 'sums lesser' : 'sums'}>
        <Claim sums={sums} story={story} mark={metric} marks={marks} />
        <CitySumOf sums={sums} story={story} metric={metric} marks={marks} />
      </div>
      <OtherClaims sums={sums} story={story} />
    </section>
  );
}

interface Marked {
  readonly story: StoryView;
  readonly mark: string;
  readonly marks: TotalMarks;
}

function CityLeading({
  city,
  totals,
  ...rest
}: Marked & { readonly city: string; readonly totals: CityTotalsView }) {
  const { story, mark, marks } = rest;
  return (
    <div class="total">
      <p class="where">{cityName(story, city)}</p>
      <ShownTotal value={totals.leading} mark={mark} marks={marks} />
      <p class="by">
        {according(sourceName(story, totals.leading.source))},{' '}
        <AsOf at={totals.leading.asOf} story={story} city={city} />
      </p>
      <RangeOf totals={totals} story={story} />
    </div>
  );
}

function Claim({ sums, story, mark, marks }: Marked & { readonly sums: ShownSums }) {
  const { leading } = sums;
  if (!leading || !hasClaim(sums)) return null;
  return (
    <div class="total">
      <ShownTotal value={leading} mark={mark} marks={marks} />
      <p class="by">
        {according(sourceName(story, leading.source))}, <AsOf at={leading.asOf} story={story} />
      </p>
    </div>
  );
}

function CitySumOf({
  sums,
  story,
  metric,
  marks,
}: Omit<Marked, 'mark'> & { readonly sums: ShownSums; readonly metric: string }) {
  const { citySum } = sums;
  const { shows, sumSuspended } = presentationOf(story, metric);
  if (shows === 'city_sum' && sumSuspended) return <p class="never">{WORDS.sumSuspended}</p>;
  if (!citySum || shows !== 'city_sum') return null;
  const alone = !hasClaim(sums);
  return (
    <div class={alone ? 'total' : 'total second'}>
      <ShownTotal value={citySum} mark={alone ? metric : `${metric}#sum`} marks={marks} />
      <p class="by">
        {WORDS.citySum}, {inCities(citySum.cities)},{' '}
        <Span from={citySum.asOfFrom} to={citySum.asOf} story={story} />
      </p>
      {!alone && <p class="never">{WORDS.notAdded}</p>}
    </div>
  );
}

function OtherClaims({ sums, story }: { readonly sums: ShownSums; readonly story: StoryView }) {
  const others = Object.entries(sums.storyWide).filter(([source]) => source !== sums.leading?.source);
  if (others.length === 0) return null;
  return (
    <p class="range">
      {WORDS.otherClaims}:{' '}
      {others.map(([source, figure]) => `${sourceName(story, source)}, ${figure.label}`).join('; ')}
    </p>
  );
}

/** Both ends of what sources say, where they differ from the leading figure. */
export function RangeOf({ totals, story }: { readonly totals: CityTotalsView; readonly story: StoryView }) {
  const ends = (totals.range ?? []).filter((end) => end.source !== totals.leading.source);
  if (ends.length === 0) return null;
  return (
    <span class="range">
      {capital(ends.map((end) => `${sourceName(story, end.source)}: ${end.label}`).join('; '))}
    </span>
  );
}

/** A shown total. Its element is new whenever its value is, so that a change can be seen. */
export function ShownTotal({
  value,
  mark,
  marks,
}: {
  readonly value: Figure;
  readonly mark: string;
  readonly marks: TotalMarks;
}) {
  const why = marks.lowered[mark];
  return (
    <p class="value">
      <b key={value.label} class={marks.changed.has(mark) ? 'changed' : undefined}>
        {value.label}
      </b>
      {why && <span class="why"> {why}</span>}
    </p>
  );
}

function AsOf({
  at,
  story,
  city = null,
}: {
  readonly at: Instant;
  readonly story: StoryView;
  readonly city?: string | null;
}) {
  const zone = zoneOf(story, city);
  return <time dateTime={at}>{zoneTime(clockOn(story, at, zone), zoneName(zone))}</time>;
}

function Span({
  from,
  to,
  story,
}: {
  readonly from: Instant;
  readonly to: Instant;
  readonly story: StoryView;
}) {
  const zone = story.timeZone;
  return (
    <>
      {from !== to && (
        <>
          <When at={from} zone={zone} story={story} />–
        </>
      )}
      <time dateTime={to}>{zoneTime(clockOn(story, to, zone), zoneName(zone))}</time>
    </>
  );
}

function attribution(leading: Leading, story: StoryView): string {
  return leading.source === CITY_SUM
    ? WORDS.citySum.toLowerCase()
    : according(sourceName(story, leading.source));
}
