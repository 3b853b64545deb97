import type {
  CityTotals,
  CityTotalsView,
  MetricSums,
  MetricTotals,
  StoryCounts,
  TotalsPatch,
  TotalsState,
  TotalsView,
} from '#contract/totals';
import { leadBy, record } from './place.js';
import { NO_COUNTS, PINNED_KEY, type StoredCity, type StoredTotal, whatIsNamed } from './stored-total.js';

/** What readers are sent of a city: its leading figure, both ends of the range, and what the leading source says by now. */
export function cityView({ leading, sources, range, laterLower }: StoredCity): CityTotalsView {
  const said = sources[leading.source];
  const now = {
    ...(said && 'current' in said && said.current.asOf > leading.asOf && { current: said.current }),
    ...(laterLower && { laterLower }),
  };
  if (range === null) return { leading, range: null, ...now };
  const [weakest, strongest] = range;
  const low = sources[weakest];
  const high = sources[strongest];
  const ends = low && high ? ([leadBy(weakest, low), leadBy(strongest, high)] as const) : null;
  return { leading, range: ends, ...now };
}

/** What readers are sent after a delivery: the touched values, whole; null removes. Pins travel with their updates. */
export function patchOf(
  totals: { valueOf(key: string): StoredTotal | null },
  touched: Iterable<string>,
): TotalsPatch {
  const keys = [...touched].filter((key) => key !== PINNED_KEY);
  return record(keys.map((key) => [key, shown(key, totals.valueOf(key))]));
}

/** As readers hold them, but for what stands beside the totals (`laterLower`). */
export function totalsView({ metrics, updates, citiesReporting }: TotalsState): TotalsView {
  const views = Object.entries(metrics).map(([metric, totals]) => {
    const cities = Object.entries(totals.cities).map(([city, of]) => [city, cityView(of)] as const);
    return [metric, { ...totals, cities: record(cities) }] as const;
  });
  return { metrics: record(views), updates, citiesReporting };
}

/**
 * The whole state from the stored values by key, in any order; null: that key has no value. The law names each field of
 * it: what is stored beside the totals (`laterLower`) is left out.
 */
export function assembleState(
  entries: Iterable<readonly [key: string, value: StoredTotal | null]>,
): TotalsState {
  const sums = new Map<string, MetricSums>();
  const cities = new Map<string, [city: string, totals: CityTotals][]>();
  let counts = NO_COUNTS;
  let pinned: readonly string[] = [];
  for (const [key, value] of entries) {
    const named = whatIsNamed(key);
    if (value === null) continue;
    if (named.of === 'counts') counts = value as StoryCounts;
    else if (named.of === 'pinned') pinned = value as readonly string[];
    else if (named.of === 'sums') sums.set(named.metric, value as MetricSums);
    else {
      const others = cities.get(named.metric) ?? [];
      const { leading, sources, range } = value as StoredCity;
      others.push([named.city, { leading, sources, range }]);
      cities.set(named.metric, others);
    }
  }
  const metrics = [...sums].map(([metric, { laterLower: _, ...of }]): [string, MetricTotals] => {
    return [metric, { ...of, cities: record(cities.get(metric) ?? []) }];
  });
  const { updates, citiesReporting } = counts;
  return { metrics: record(metrics), updates, citiesReporting, pinned };
}

function shown(key: string, value: StoredTotal | null): TotalsPatch[string] {
  if (value === null) return null;
  return whatIsNamed(key).of === 'city' ? cityView(value as StoredCity) : (value as StoryCounts | MetricSums);
}
