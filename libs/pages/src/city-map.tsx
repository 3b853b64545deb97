import type { StoryView } from '#contract/story';
import type { TotalsView } from '#contract/totals';
import { cityName } from './places.js';
import { useWords } from './speech.js';

/** The land around a story's cities and where they are on it, in units of the drawing. */
export interface StoryMap {
  readonly width: number;
  readonly height: number;
  /** Path data. */
  readonly land: string;
  readonly borders: string;
  readonly places: Readonly<Record<string, readonly [x: number, y: number]>>;
}

const LARGEST = 26;
const SMALLEST = 3;
const MOST_NAMES = 4;
const LINE = 15;

/** Cities as circles whose area is their leading figure; the table beside it says the same in words. */
export function CityMap({
  map,
  metric,
  totals,
  story,
}: {
  readonly map: StoryMap;
  readonly metric: string;
  readonly totals: TotalsView;
  readonly story: StoryView;
}) {
  const words = useWords();
  const circles = circlesOf(map, totals.metrics[metric]?.cities ?? {});
  if (circles.length === 0) return null;
  return (
    <figure class="map">
      <svg viewBox={`0 0 ${map.width} ${map.height}`} role="img" aria-label={`${words.map}. ${words.mapWhy}`}>
        <path class="land" d={map.land} />
        <path class="borders" d={map.borders} />
        {circles.map(({ city, x, y, r, figure }) => (
          <circle key={city} cx={x} cy={y} r={r}>
            <title>{`${cityName(story, city)}: ${words.value(figure)}`}</title>
          </circle>
        ))}
        {named(circles, map).map(({ city, x, y, anchor }) => (
          <text key={city} x={x} y={y} text-anchor={anchor}>
            {cityName(story, city)}
          </text>
        ))}
      </svg>
      <figcaption class="count">{words.mapWhy}</figcaption>
    </figure>
  );
}

type Cities = TotalsView['metrics'][string]['cities'];

function circlesOf({ places }: StoryMap, cities: Cities) {
  const known = Object.entries(cities).flatMap(([city, { leading }]) => {
    const place = places[city];
    return place
      ? [{ city, x: place[0], y: place[1], figure: leading, low: leading.high ?? leading.low }]
      : [];
  });
  const most = Math.max(1, ...known.map(({ low }) => low));
  return known
    .map(({ low, ...at }) => ({ ...at, r: Math.round(10 * radius(low / most)) / 10 }))
    .sort((a, b) => b.r - a.r || (a.city < b.city ? -1 : 1));
}
const radius = (share: number) => Math.max(SMALLEST, LARGEST * Math.sqrt(share));

/** The largest by name, each beside its circle, as far as names don't run into each other. */
function named(circles: ReturnType<typeof circlesOf>, { width }: StoryMap) {
  const placed: { city: string; x: number; y: number; anchor: 'start' | 'end' }[] = [];
  for (const { city, x, y, r } of circles) {
    const isRight = x > width * 0.7;
    const at = {
      city,
      x: isRight ? x - r - 4 : x + r + 4,
      y: y + 4,
      anchor: isRight ? 'end' : 'start',
    } as const;
    const isFree = placed.every((other) => Math.abs(other.y - at.y) > LINE || Math.abs(other.x - at.x) > 110);
    if (isFree && placed.length < MOST_NAMES) placed.push(at);
  }
  return placed;
}
