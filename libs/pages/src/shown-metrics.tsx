import { presentationOf } from '#contract/presentation';
import type { StoryView } from '#contract/story';
import type { CityTotalsView, ShownSums, TotalChange, TotalsView } from '#contract/totals';
import { claimedRange } from './telling.js';

export const CITY_SUM = 'city-sum';

/** Metrics with a figure that are not for the desk only. */
export function shownMetrics(totals: TotalsView, story: StoryView): string[] {
  return Object.keys(totals.metrics).filter((metric) => isShown(story, metric));
}

export function isShown(story: StoryView, metric: string): boolean {
  return presentationOf(story, metric).shows !== 'desk';
}

/** Whether readers are shown what the cities add up to. */
export function showsSum(story: StoryView, metric: string): boolean {
  const { shows, sumSuspended } = presentationOf(story, metric);
  return shows === 'city_sum' && !sumSuspended;
}

/** The city of the strongest figure: what stands for a metric whose sum is not shown and of which nobody claims a total. */
export function strongestCity({ cities }: { readonly cities: TotalsView['metrics'][string]['cities'] }) {
  const byStrength = Object.entries(cities).sort(
    ([a, { leading: x }], [b, { leading: y }]) => y.low - x.low || (a < b ? -1 : 1),
  );
  return byStrength[0]?.[0];
}

/** Somebody's claim of the whole story, as opposed to what the cities add up to. */
export function hasClaim({ leading }: Pick<ShownSums, 'leading'>): boolean {
  return leading !== null && leading.source !== CITY_SUM;
}

/** What is told in large, in this order. */
export const LARGE = ['arrests', 'crowd'];

/** A claim of the whole story, with the range of those who make one. */
export function claimOf(sums: ShownSums): CityTotalsView | null {
  const { leading, storyWide, laterLower } = sums;
  if (!leading || !hasClaim(sums)) return null;
  const said = storyWide[leading.source];
  const lower = laterLower?.[leading.source];
  return {
    ...{ leading, range: claimedRange(sums) },
    ...(said && 'current' in said && { current: said.current }),
    ...(lower && { laterLower: lower }),
  };
}

export interface ToldPlace {
  readonly metric: string;
  /** Absent: the whole story. */
  readonly city?: string;
}
/** Whose totals a page tells in large: of each such metric the city's, the whole story's, or its strongest city's. */
export function toldPlaces(totals: TotalsView, story: StoryView, city?: string): ToldPlace[] {
  const ids = shownMetrics(totals, story);
  return LARGE.filter((id) => ids.includes(id)).flatMap((metric) => {
    const sums = totals.metrics[metric];
    if (!sums) return [];
    if (city !== undefined) return sums.cities[city] ? [{ metric, city }] : [];
    if (hasClaim(sums) || (sums.citySum !== null && showsSum(story, metric))) return [{ metric }];
    const strongest = strongestCity(sums);
    return strongest === undefined ? [] : [{ metric, city: strongest }];
  });
}

/** Without what readers are not shown: the sum of a metric that is told by its leading figures. */
export function shownToReaders<C extends Pick<TotalChange, 'key' | 'before' | 'after'>>(
  changes: readonly C[],
  story: StoryView,
  metric: string,
): C[] {
  if (showsSum(story, metric)) return [...changes];
  const isSum = ({ key, before, after }: C) =>
    key.endsWith('/citySum') ||
    [before, after].some((value) => value !== null && 'source' in value && value.source === CITY_SUM);
  return changes.filter((change) => !isSum(change));
}
