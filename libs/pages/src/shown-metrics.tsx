import { presentationOf } from '#contract/presentation';
import type { StoryView } from '#contract/story';
import type { ShownSums, TotalsView } from '#contract/totals';

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
