import type { CityTotals, CityTotalsView, MetricSums, StoryCounts } from '#contract/totals';
import { COUNTS_KEY } from '#contract/totals-patch';

/** What is stored under a key: `counts`, `pinned`, a metric (its sums), `metric/city`. */
export type StoredTotal = StoryCounts | readonly string[] | MetricSums | StoredCity;

/** Values stored before there was a `laterLower` have none until their place changes: it is nowhere needed. */
export interface StoredCity extends CityTotals, Pick<CityTotalsView, 'laterLower'> {}

export const PINNED_KEY = 'pinned';
export const NO_COUNTS: StoryCounts = {
  updates: { published: 0, retracted: 0, corrected: 0 },
  citiesReporting: 0,
};

type Named =
  | { readonly of: 'counts' }
  | { readonly of: 'pinned' }
  | { readonly of: 'sums'; readonly metric: string }
  | { readonly of: 'city'; readonly metric: string; readonly city: string };

export function cityKey(metric: string, city: string): string {
  return `${metric}/${city}`;
}

export function whatIsNamed(key: string): Named {
  if (key === COUNTS_KEY) return { of: 'counts' };
  if (key === PINNED_KEY) return { of: 'pinned' };
  const slash = key.indexOf('/');
  if (slash < 0) return { of: 'sums', metric: key };
  return { of: 'city', metric: key.slice(0, slash), city: key.slice(slash + 1) };
}

/** Ids that a key can carry: neither one of the story's own keys nor with a slash, which ends it. */
export function canBeMetric(id: string): boolean {
  return whatIsNamed(id).of === 'sums' && id !== '' && id !== '__proto__';
}
