import { renderToString } from 'preact-render-to-string';
import type { StoryView } from '#contract/story';
import { sourceName } from './places.js';
import { highEnd, metricKey } from './saying.js';
import { CITY_SUM } from './shown-metrics.js';
import { Speaking, type Speech, usePageWords, useWords } from './speech.js';
import { scaleOf, type Step, type StepLine, stepPath } from './steps.js';
import { clock, offset } from './times.js';
import type { Words } from './words.js';
import { clockOn } from './when.js';

export interface StepChartProps {
  readonly story: StoryView;
  readonly metric: string;
  readonly lines: readonly StepLine[];
}

const SIZE = [400, 130] as const;
const HOUR = 60 * 60_000;
const MOST_HOURS = 6;
const MOST_DOTS = 60;

/** A total over the day as an element's inside, or nothing where there is nothing to compare yet. */
export function renderStepChart(props: StepChartProps, speech: Speech): string {
  const lines = ofTheDay(props.story, props.lines);
  const times = lines.flatMap(({ steps }) => steps.map(({ at }) => at));
  if (new Set(times).size < 2) return '';
  return renderToString(
    <Speaking value={speech}>
      <StepChart {...props} lines={lines} />
    </Speaking>,
  );
}

/** The story's own day and the night after it; of a story without a day its last 24 hours. */
function ofTheDay({ date, timeZone }: StoryView, lines: readonly StepLine[]): StepLine[] {
  const times = lines.flatMap(({ steps }) => steps.map(({ at }) => Date.parse(at)));
  const newest = Math.max(...times);
  const midnight = date === null ? 0 : Date.parse(`${date}T00:00:00${offset(`${date}T12:00:00Z`, timeZone)}`);
  const from = date === null ? newest - 24 * HOUR : midnight;
  const to = date === null ? newest : midnight + 28 * HOUR;
  const isThen = ({ at }: Step) => Date.parse(at) >= from && Date.parse(at) <= to;
  return lines
    .map(({ source, steps }) => ({ source, steps: steps.filter(isThen) }))
    .filter(({ steps }) => steps.length > 0)
    .sort((a, b) => ((a.steps.at(-1)?.at ?? '') < (b.steps.at(-1)?.at ?? '') ? -1 : 1));
}

function StepChart({ story, metric, lines }: StepChartProps) {
  const words = useWords();
  const said = usePageWords();
  const heading = said.overTheDay(words.heading(metricKey(metric, story)));
  const times = lines.flatMap(({ steps }) => steps.map(({ at }) => Date.parse(at)));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const most = roundUp(Math.max(...lines.flatMap(({ steps }) => steps.map(numberOf))));
  const scale = scaleOf(from, to, most, SIZE);
  return (
    <figure class="chart">
      <figcaption>{heading}</figcaption>
      <svg
        viewBox={`-16 -18 ${SIZE[0] + 32} ${SIZE[1] + 42}`}
        role="img"
        aria-label={`${heading}. ${said.chartWhy}`}
      >
        {[most, most / 2, 0].map((value) => (
          <g key={value}>
            <line x1="0" x2={SIZE[0]} y1={scale.y(value)} y2={scale.y(value)} />
            {value > 0 && (
              <text x="0" y={scale.y(value) - 4}>
                {words.number(Math.round(value))}
              </text>
            )}
          </g>
        ))}
        {hoursBetween(from, to).map((at) => (
          <text key={at} x={scale.x(at)} y={SIZE[1] + 18} text-anchor="middle">
            {clock(at, story.timeZone)}
          </text>
        ))}
        {lines.map(({ source, steps }) => (
          <g key={source} class={lineOf(lines, source)}>
            <path d={stepPath(steps, scale)} />
            {(steps.length > MOST_DOTS ? steps.slice(-1) : steps).map(
              ({ at, figure }) =>
                figure && <circle key={at} cx={scale.x(at)} cy={scale.y(highEnd(figure))} r="2.5" />,
            )}
          </g>
        ))}
      </svg>
      <ul class="legend">
        {lines.map(({ source }) => (
          <li key={source} class={lineOf(lines, source)}>
            {nameOf(words, story, source)}
          </li>
        ))}
      </ul>
      <ChartTable story={story} lines={lines} />
    </figure>
  );
}

function ChartTable({ story, lines }: Omit<StepChartProps, 'metric'>) {
  const words = useWords();
  const said = usePageWords();
  const rows = lines
    .flatMap(({ source, steps }) => steps.map((step) => ({ source, ...step })))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <details>
      <summary>{said.chartTable}</summary>
      <p class="count">{said.chartWhy}</p>
      <table>
        <tbody>
          {rows.map(({ source, at, figure }) => (
            <tr key={`${source} ${at}`}>
              <th scope="row">
                <time dateTime={at}>{clockOn(words, story, at, story.timeZone)}</time>
              </th>
              <td>{figure ? words.value(figure) : words.noFigure}</td>
              <td>{nameOf(words, story, source)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** How a line is drawn: the sum in a quiet way, of the claims the one that led last in the strongest. */
function lineOf(lines: readonly StepLine[], source: string): string {
  const claims = lines.filter((line) => line.source !== CITY_SUM).reverse();
  return source === CITY_SUM ? 'sum' : `claim-${claims.findIndex((line) => line.source === source)}`;
}
const numberOf = ({ figure }: Step) => (figure ? highEnd(figure) : 0);
const nameOf = (words: Words, story: StoryView, source: string) =>
  source === CITY_SUM ? words.sumOf : sourceName(story, source);

function roundUp(n: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, n))));
  return Math.max(
    2,
    [1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10].map((times) => times * step).find((top) => top >= n) ?? n,
  );
}

/** Full hours, as many as have room. */
function hoursBetween(from: number, to: number): string[] {
  const every = Math.max(1, Math.ceil((to - from) / HOUR / MOST_HOURS)) * HOUR;
  const hours: string[] = [];
  for (let at = Math.ceil(from / every) * every; at <= to; at += every)
    hours.push(new Date(at).toISOString());
  return hours;
}
