import type { CitySum, Figure, Leading } from '#contract/figure';
import type { StoryView } from '#contract/story';
import type { CityTotalsView } from '#contract/totals';
import { figureHref, updateHref } from './links.js';
import { cityName, sourceName, zoneOf } from './places.js';
import type { LastChange, Reading } from './reading.js';
import { highEnd, metricKey, rounded, type Saying } from './saying.js';
import { useSpeech, useWords } from './speech.js';
import { crowdNow, isPreferred, leadingRange, type Place } from './telling.js';
import { doubtOfSum, laterInWords, rangeInWords, sentenceOf, sumSentence } from './total-sentence.js';
import { clockOn, When, ZonedTime } from './when.js';

/** What a reader can do with the page where it is live. */
export interface Hands {
  onReveal(): void;
  onCopy(sentence: string): void;
  onSort(column: string): void;
  /** The sentence that was copied last. */
  readonly copied: string | null;
}
export interface TotalProps {
  readonly reading: Reading;
  readonly place: Place;
  readonly here: CityTotalsView;
  /** Milliseconds: what `now` is measured from. */
  readonly now: number;
  readonly hands: Hands | null;
}

/** A total as a desk defends it: the figure in words, whose it is and of when, what contradicts it, why it changed. */
export function Total({ reading, place, here, now, hands }: TotalProps) {
  const { snapshot, orders } = reading;
  const { story } = snapshot;
  const words = useWords();
  const range = leadingRange(
    here,
    isPreferred(place, here.leading.source, { orders, sources: story.sources }),
  );
  return (
    <div class="total">
      {place.city !== null && <p class="where">{cityName(story, place.city)}</p>}
      {range ? (
        <RangeLeads range={range} reading={reading} place={place} />
      ) : (
        <FigureLeads figure={here.leading} reading={reading} place={place} />
      )}
      <Under reading={reading} place={place} here={here} now={now} range={range} />
      <p class="doings">
        <EvidenceLink story={story} place={place} />
        {hands && <Copy sentence={sentenceOf(words, reading, place, here)} hands={hands} />}
      </p>
    </div>
  );
}

const markOfPlace = ({ metric, city }: Place) => (city === null ? metric : `${metric}/${city}`);

interface Leads {
  readonly reading: Reading;
  readonly place: Place;
}

function FigureLeads({ figure, reading, place }: Leads & { readonly figure: Leading }) {
  const { story } = reading.snapshot;
  const words = useWords();
  const isPeak = story.metrics[place.metric] === 'gauge';
  const zone = zoneOf(story, place.city);
  const when = clockOn(words, story, figure.asOf, zone);
  return (
    <>
      <p class="value">
        <Value said={words.value(figure)} isChanged={reading.marks.changed.has(markOfPlace(place))} />{' '}
        <span class="of">{words.noun(metricKey(place.metric, story), figure)}</span>
      </p>
      <p class="by">
        {words.according(sourceName(story, figure.source))},{' '}
        {isPeak ? (
          <time dateTime={figure.asOf}>{words.peakAt(words.zoned(when, words.zone(zone)))}</time>
        ) : (
          <ZonedTime at={figure.asOf} zone={zone} story={story} />
        )}
      </p>
    </>
  );
}

function RangeLeads({ range, reading, place }: Leads & { readonly range: readonly [Leading, Leading] }) {
  const { story } = reading.snapshot;
  const words = useWords();
  const zone = zoneOf(story, place.city);
  const [oldest = '', newest = ''] = range.map(({ asOf }) => asOf).sort();
  return (
    <>
      <p class="value apart">
        <Value
          said={rangeInWords(words, story, range)}
          isChanged={reading.marks.changed.has(markOfPlace(place))}
        />
      </p>
      <p class="by">
        <Span from={oldest} to={newest} zone={zone} story={story} />
      </p>
    </>
  );
}

/** The element is new whenever its value is, so that a change can be seen. */
export function Value({ said, isChanged }: { readonly said: string; readonly isChanged: boolean }) {
  return (
    <b key={said} class={isChanged ? 'changed' : undefined}>
      {said}
    </b>
  );
}

/** What stands under a total: who says otherwise, what is said of now, and why it is what it is. */
function Under({
  reading,
  place,
  here,
  now,
  range,
}: Omit<TotalProps, 'hands'> & { readonly range: CityTotalsView['range'] }) {
  const { snapshot, marks } = reading;
  const { story } = snapshot;
  const words = useWords();
  const zone = zoneOf(story, place.city);
  const { leading, laterLower } = here;
  const clock = (figure: Pick<Figure, 'asOf'>) => clockOn(words, story, figure.asOf, zone);
  const isGauge = story.metrics[place.metric] === 'gauge';
  const current = isGauge ? crowdNow(here, now) : null;
  const told = range ?? [leading];
  const others = (range ? [leading] : (here.range ?? [])).filter(({ source }) =>
    told.every((figure) => figure.source !== source),
  );
  return (
    <>
      {others.length > 0 && (
        <p class="range">
          {others
            .map((other) => `${sourceName(story, other.source)}: ${words.value(other)} (${clock(other)})`)
            .join('; ')}
        </p>
      )}
      {laterLower && (
        <p class="range">{laterInWords(words, story, place.city, [leading.source, laterLower])}</p>
      )}
      {current && <p class="range">{words.now(words.value(current), clock(current))}</p>}
      <Why change={marks.why[markOfPlace(place)]} shown={leading} story={story} />
    </>
  );
}

/** Why a total last changed; silent where the last known change did not lead to what is shown. */
export function Why({
  change,
  shown,
  story,
}: {
  readonly change: LastChange | undefined;
  readonly shown: Saying;
  readonly story: StoryView;
}) {
  const { words, lang } = useSpeech();
  if (!change?.before || !change.after || !isSame(change.after, shown)) return null;
  const difference = change.after.low - change.before.low || highEnd(change.after) - highEnd(change.before);
  if (difference === 0) return null;
  const went = difference > 0 ? 'up' : 'down';
  const said = words.moved(words.value(change.before), went, words.causes[change.cause]);
  return (
    <p class="why">
      {change.update === null ? said : <a href={updateHref(story.id, change.update, { lang })}>{said}</a>}
    </p>
  );
}
const isSame = (a: Saying, b: Saying) =>
  a.low === b.low && a.high === b.high && a.qualifier === b.qualifier && a.words === b.words;

function EvidenceLink({ story, place }: { readonly story: StoryView; readonly place: Place }) {
  const { words, lang } = useSpeech();
  const { metric, city } = place;
  return (
    <a href={figureHref(story.id, metric, { city: city ?? undefined, lang })} rel="nofollow">
      {words.howWeKnow}
    </a>
  );
}

function Copy({ sentence, hands }: { readonly sentence: string; readonly hands: Hands }) {
  const words = useWords();
  return (
    <button type="button" onClick={() => hands.onCopy(sentence)} title={sentence}>
      {hands.copied === sentence ? words.copied : words.copy}
    </button>
  );
}

/** From the oldest to the newest moment that a number speaks of. */
export function Span({
  from,
  to,
  zone,
  story,
}: {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly story: StoryView;
}) {
  return (
    <>
      {from !== to && (
        <>
          <When at={from} zone={zone} story={story} />–
        </>
      )}
      <ZonedTime at={to} zone={zone} story={story} />
    </>
  );
}

/** The cities added up, as what it is. */
export function BySum({
  sum,
  reading,
  metric,
  alone,
  hands,
}: {
  readonly sum: CitySum;
  readonly reading: Reading;
  readonly metric: string;
  /** Nobody claims a total: it is the metric's only number. */
  readonly alone: boolean;
  readonly hands: Hands | null;
}) {
  const { snapshot, marks } = reading;
  const { story } = snapshot;
  const words = useWords();
  const mark = alone ? metric : `${metric}#sum`;
  const doubt = doubtOfSum(words, reading, metric);
  return (
    <div class="by-city">
      <p>
        <Value
          said={words.citySum(words.value(rounded(sum)), sum.cities)}
          isChanged={marks.changed.has(mark)}
        />
        <span class="by">
          {', '}
          <Span from={sum.asOfFrom} to={sum.asOf} zone={story.timeZone} story={story} />
          {!alone && `. ${words.notAdded}`}
        </span>
      </p>
      {doubt && <p class="range">{doubt}</p>}
      {alone && (
        <>
          <Why change={marks.why[mark]} shown={sum} story={story} />
          <p class="doings">
            <EvidenceLink story={story} place={{ metric, city: null }} />
            {hands && (
              <Copy
                sentence={sumSentence(words, story, metric, sum) + (doubt && ` ${doubt}.`)}
                hands={hands}
              />
            )}
          </p>
        </>
      )}
    </div>
  );
}
