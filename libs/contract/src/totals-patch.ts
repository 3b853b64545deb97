import type { CityTotalsView, ShownSums, StoryCounts, TotalsPatch, TotalsView } from './totals.js';

type MetricView = TotalsView['metrics'][string];

export const COUNTS_KEY = 'counts';

/** Whole values replace those held; null removes. Keys as in {@link TotalsPatch}. */
export function patchTotals(held: TotalsView, patch: TotalsPatch): TotalsView {
  const metrics: Record<string, MetricView> = { ...held.metrics };
  let counts: StoryCounts = { updates: held.updates, citiesReporting: held.citiesReporting };
  for (const [key, value] of Object.entries(patch)) {
    if (key === COUNTS_KEY) counts = value as StoryCounts;
    else if (!key.includes('/')) putSums(metrics, key, value as ShownSums | null);
  }
  for (const [key, value] of Object.entries(patch)) {
    const slash = key.indexOf('/');
    if (slash > 0)
      putCity(metrics, key.slice(0, slash), key.slice(slash + 1), value as CityTotalsView | null);
  }
  return { ...counts, metrics };
}

function putSums(metrics: Record<string, MetricView>, metric: string, sums: ShownSums | null): void {
  if (sums === null) delete metrics[metric];
  else metrics[metric] = { ...sums, cities: metrics[metric]?.cities ?? {} };
}

function putCity(
  metrics: Record<string, MetricView>,
  metric: string,
  city: string,
  totals: CityTotalsView | null,
): void {
  const held = metrics[metric];
  if (!held) return; // the metric has no counted figure any more: its cities went with it
  const cities = { ...held.cities };
  if (totals === null) delete cities[city];
  else cities[city] = totals;
  metrics[metric] = { ...held, cities };
}

/** The part of a patch that a follower of one city is sent: the story's sums and that city's own totals. */
export function patchForCity(patch: TotalsPatch, city: string): TotalsPatch {
  return Object.fromEntries(
    Object.entries(patch).filter(([key]) => !key.includes('/') || key.endsWith(`/${city}`)),
  );
}
