import { type Claim, figureOf } from '../figures/claim.js';
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
  figure: ({ peak, current }) => ({ ...figureOf(peak), current: figureOf(current) }),
  base: () => null,
  last: () => null,
  counting: ({ peak }) => [peak],
};

/** By moment; of one moment by what was said plainly, with no ninth off "about". */
function compareMoments(a: Claim, b: Claim): number {
  return a.at - b.at || a.low - b.low || byCodePoint(a.id, b.id);
}
