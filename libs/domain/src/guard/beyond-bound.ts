import type { HoldReason, SourceGuard } from '#contract/guard';
import { GUARD } from './limits.js';
import type { Weighed } from './weighed.js';

/**
 * More than a city or the story can have: in one step, in all, or of all who live there. Where the desk has let more
 * through, that is what can be, and half as much again.
 */
export function beyondBound(weighed: Weighed, source: SourceGuard): HoldReason | null {
  const { placed, type, said, after, base, population } = weighed;
  const { total, increment, gauge } = placed.city === null ? GUARD.story : GUARD.city;
  const isStep = placed.claim.kind === 'new' || placed.claim.kind === 'seen';
  const own = placed.city === null ? undefined : source.bounds?.[placed.metric];
  const bound = type === 'gauge' ? gauge : total;
  const most = own ?? (base !== null && base > bound ? base * GUARD.beyond : bound);
  if (after > most || (type === 'counter' && isStep && own === undefined && said > increment))
    return 'beyond_bound';
  return population !== null && after > population ? 'beyond_population' : null;
}
