import type { Figure } from '#contract/figure';
import type { Claim } from '../figures/claim.js';
import { label } from '../figures/interval.js';
import { byCodePoint, compareStrength, greatest } from '../figures/strength.js';
import type { Rule } from './rule.js';

interface Gauge {
  readonly peak: Claim;
  readonly current: Claim;
}

/** A gauge's figure is the strongest estimate; beside it the latest. */
export const GAUGE: Rule<Gauge> = {
  of(claims) {
    const peak = greatest(claims, compareStrength);
    const current = greatest(claims, compareMoments);
    return peak && current ? { peak, current } : null;
  },
  on: ({ peak, current }, claim) => ({
    peak: compareStrength(claim, peak) > 0 ? claim : peak,
    current: compareMoments(claim, current) > 0 ? claim : current,
  }),
  figure: ({ peak, current }) => ({ ...figure(peak), current: figure(current) }),
  base: () => null,
  counting: ({ peak }) => [peak],
};

/** By moment; of one moment by what was said plainly, with no ninth off "about". */
function compareMoments(a: Claim, b: Claim): number {
  return a.at - b.at || a.low - b.low || byCodePoint(a.id, b.id);
}

function figure({ low, high, qualifier, words, asOf }: Claim): Figure {
  return { low, high, qualifier, words, label: label({ low, high, qualifier, words }), asOf };
}
