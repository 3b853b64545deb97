import { presentationOf } from '#contract/presentation';
import type { Leading } from '#contract/figure';
import type { StoryView } from '#contract/story';
import type { ShownSums } from '#contract/totals';
import { figureHref } from './links.js';
import { BySum, type Hands, Total } from './metric-total.js';
import { sourceName } from './places.js';
import type { Reading } from './reading.js';
import { metricKey, rounded } from './saying.js';
import { CITY_SUM, claimOf, LARGE, showsSum, shownMetrics, strongestCity } from './shown-metrics.js';
import { useSpeech, useWords } from './speech.js';
import { claimedRange } from './telling.js';
import { laterInWords } from './total-sentence.js';
import { capital, type Words } from './words.js';

export interface BoardProps {
  readonly reading: Reading;
  readonly city?: string | undefined;
  readonly now: number;
  readonly hands: Hands | null;
  /** The step chart of the first metric, as the server drew it. */
  readonly chart: string;
}

/** The running totals: the two that matter most in large, the others in a line each. */
export function MetricBoard(props: BoardProps) {
  const { words, lang } = useSpeech();
  const { story, totals } = props.reading.snapshot;
  const ids = shownMetrics(totals, story);
  if (ids.length === 0) return null;
  const large = LARGE.filter((id) => ids.includes(id));
  const small = ids.filter((id) => !large.includes(id)).sort();
  return (
    <section class="board" aria-labelledby="figures">
      <h2 id="figures" class="unseen">
        {words.figures}
      </h2>
      {large.map((metric, index) => (
        <MetricCard key={metric} {...props} metric={metric} chart={index === 0 ? props.chart : ''} />
      ))}
      {small.length > 0 && (
        <ul class="others">
          {small.map((metric) => {
            const { leading, laterLower } = totals.metrics[metric] ?? {};
            const later = leading && laterLower?.[leading.source];
            const isShown = leading && (leading.source !== CITY_SUM || showsSum(story, metric));
            return (
              isShown && (
                <li key={metric}>
                  <a href={figureHref(story.id, metric, { lang })} rel="nofollow">
                    <b>{words.value(rounded(leading))}</b> {words.noun(metricKey(metric, story), leading)}
                  </a>{' '}
                  <span class="by">
                    {attribution(words, leading, story)}
                    {later && `; ${laterInWords(words, story, null, [leading.source, later])}`}
                  </span>
                </li>
              )
            );
          })}
        </ul>
      )}
    </section>
  );
}

function MetricCard({ metric, ...props }: BoardProps & { readonly metric: string }) {
  const { reading, city, chart } = props;
  const { story, totals } = reading.snapshot;
  const words = useWords();
  const sums = totals.metrics[metric];
  if (!sums) return null;
  const claim = claimOf(sums);
  const hasSum = sums.citySum !== null && showsSum(story, metric);
  const place = city ?? (hasSum || claim ? undefined : strongestCity(sums));
  const here = place === undefined ? undefined : sums.cities[place];
  if (!here && !hasSum && !claim) return null;
  const title = `metric-${metric}`;
  const heading = words.heading(metricKey(metric, story));
  return (
    <section class="metric" aria-labelledby={title}>
      <h3 id={title}>{story.metrics[metric] === 'gauge' ? words.peak(heading) : heading}</h3>
      {place !== undefined && here && <Total {...props} place={{ metric, city: place }} here={here} />}
      {(hasSum || claim) && (
        <div class={here ? 'lesser' : undefined}>
          {here && <p class="where">{capital(words.wholeStory)}</p>}
          {claim && <Total {...props} place={{ metric, city: null }} here={claim} />}
          <SumOf {...props} metric={metric} sums={sums} alone={!claim} />
          <OtherClaims sums={sums} story={story} />
        </div>
      )}
      {chart && <div class="drawn" data-chart={metric} dangerouslySetInnerHTML={{ __html: chart }} />}
    </section>
  );
}

function SumOf({
  reading,
  metric,
  sums,
  alone,
  hands,
}: Pick<BoardProps, 'reading' | 'hands'> & {
  readonly metric: string;
  readonly sums: ShownSums;
  readonly alone: boolean;
}) {
  const words = useWords();
  const { shows, sumSuspended } = presentationOf(reading.snapshot.story, metric);
  if (shows === 'city_sum' && sumSuspended) return <p class="by">{words.sumSuspended}</p>;
  if (!sums.citySum || shows !== 'city_sum') return null;
  return <BySum sum={sums.citySum} reading={reading} metric={metric} alone={alone} hands={hands} />;
}

function OtherClaims({ sums, story }: { readonly sums: ShownSums; readonly story: StoryView }) {
  const words = useWords();
  const ends = new Set([sums.leading?.source, ...(claimedRange(sums) ?? []).map(({ source }) => source)]);
  const others = Object.entries(sums.storyWide).filter(([source]) => !ends.has(source));
  const lower = Object.entries(sums.laterLower ?? {}).filter(([source]) => source !== sums.leading?.source);
  return (
    <>
      {others.length > 0 && (
        <p class="range">
          {words.otherClaims}:{' '}
          {others
            .map(([source, figure]) => `${sourceName(story, source)}, ${words.value(figure)}`)
            .join('; ')}
        </p>
      )}
      {lower.map((said) => (
        <p key={said[0]} class="range">
          {laterInWords(words, story, null, said)}
        </p>
      ))}
    </>
  );
}

function attribution(words: Words, { source }: Leading, story: StoryView): string {
  return source === CITY_SUM ? words.sumOf : words.according(sourceName(story, source));
}
