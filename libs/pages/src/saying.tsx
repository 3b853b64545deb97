import type { Figure, FigureClaim, Leading } from '#contract/figure';
import type { StoryView } from '#contract/story';

/** How much a figure says, whatever the language: an interval with its wording. */
export type Saying = Pick<Figure, 'low' | 'high' | 'qualifier' | 'words'>;

/** What was said, as it was said. */
export function sayingOf(claim: FigureClaim): Saying {
  const { value = 0, qualifier = 'exact', low, high, words = null } = claim;
  if (words) return { low: 0, high: null, qualifier: 'at_least', words };
  if (low !== undefined && high !== undefined)
    return { low, high, qualifier: low === high ? 'exact' : 'range', words };
  switch (qualifier) {
    case 'exact':
    case 'about':
      return { low: value, high: value, qualifier, words };
    case 'at_least':
    case 'more_than':
      return { low: value, high: null, qualifier, words };
    case 'up_to':
      return { low: 0, high: value, qualifier, words };
  }
}

/** In these countries the police book those they take: an arrest in law. Elsewhere the counts are of detentions. */
const ARREST_COUNTRIES = ['US', 'GB', 'IE', 'CA', 'AU', 'NZ'];

/** What a metric is of in this story, for catalogues: `detentions.minors` of `arrests.minors`. */
export function metricKey(metric: string, { cities }: Pick<StoryView, 'cities'>): string {
  const isArrest = cities.length > 0 && cities.every(({ country }) => ARREST_COUNTRIES.includes(country));
  return isArrest ? metric : metric.replace(/^arrests\b/, 'detentions');
}

/** The one number of a figure for ranges and comparisons: its lower end, or what it is at most. */
export const lowEnd = ({ low, high, qualifier }: Saying): number =>
  qualifier === 'up_to' ? (high ?? low) : low;
export const highEnd = ({ low, high }: Saying): number => high ?? low;

/**
 * A sum as words may say it: above a thousand three digits are kept, the lower end rounded down and the upper up, so that
 * what is said stays true. An exact sum stands as it is.
 */
export function rounded<F extends Saying | Leading>(sum: F): F {
  if (sum.qualifier === 'exact' || sum.words) return sum;
  const step = (n: number) => 10 ** Math.max(0, Math.floor(Math.log10(Math.max(n, 1))) - 2);
  const down = (n: number) => Math.floor(n / step(n)) * step(n);
  const up = (n: number) => Math.ceil(n / step(n)) * step(n);
  const high = sum.high === null || sum.qualifier === 'about' ? sum.high : up(sum.high);
  const low = down(sum.low);
  return { ...sum, low, high: sum.qualifier === 'about' ? low : high };
}
