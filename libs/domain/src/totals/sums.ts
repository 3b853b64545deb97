import type { CitySum, Leading } from '#contract/figure';
import type { MetricSums, MetricType } from '#contract/totals';
import { addTo, type Sum, sumOf, worded } from '../figures/combine.js';
import { label } from '../figures/interval.js';
import { bySource, type Figures, leadBy, leadingOf, type Preferred } from './place.js';

export const CITY_SUM = 'city-sum';

/** What stands beside a metric's cities; null when nobody has a figure anywhere. A claim and the sum are never added. */
export function metricSums(
  type: MetricType,
  leadingByCity: Iterable<Leading>,
  storyWide: Figures,
  preferred: Preferred,
): MetricSums | null {
  const citySum = citySumOf(leadingByCity);
  const claim = leadingOf(storyWide, preferred);
  const leading = claim ?? (citySum && leadBy(CITY_SUM, citySum));
  if (!leading) return null;
  const citySumExceedsClaim = claim !== null && citySum !== null && citySum.low > claim.low;
  return { type, citySum, storyWide: bySource(storyWide), leading, citySumExceedsClaim };
}

/** One pass over the cities' leading figures; null of none. */
export function citySumOf(parts: Iterable<Leading>): CitySum | null {
  let sum: Sum | null = null;
  let asOf = '';
  let asOfFrom = '';
  let citiesAboveZero = 0;
  for (const part of parts) {
    if (sum === null || part.asOf > asOf) asOf = part.asOf;
    if (sum === null || part.asOf < asOfFrom) asOfFrom = part.asOf;
    if (part.high === null || part.high > 0) citiesAboveZero++;
    sum = sum === null ? sumOf(part) : addTo(sum, part);
  }
  if (sum === null) return null;
  const said = worded(sum);
  return { ...said, label: label(said), asOf, asOfFrom, cities: sum.parts, citiesAboveZero };
}
