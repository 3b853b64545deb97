import type { FigureMovedOn } from '#contract/decision';
import type { TotalsState } from '#contract/totals';
import type { PlacedClaim } from '../figures/claim.js';
import { label } from '../figures/interval.js';
import type { StoryRules } from '../figures/rules.js';
import type { UpdateFigures } from './delivery.js';
import { claimsOf } from './update-claims.js';

/**
 * Figures of an update that its own sources have replaced since: what is pinned says another number than the totals do.
 * An increment or a partial observation never claimed to be the number.
 */
export function figuresMovedOn(
  update: Omit<UpdateFigures, 'type'>,
  totals: TotalsState,
  rules: StoryRules,
): FigureMovedOn[] {
  const { id, revision, status, city, occurredAt, figures } = update;
  const claims = claimsOf({ type: 'update', id, revision, status, city, occurredAt, figures }, rules);
  return claims.flatMap((placed, figure) => {
    if (placed.state !== 'counted' || placed.claim.kind === 'new' || placed.claim.kind === 'seen') return [];
    const [from, to] = [label(placed.claim), labelNow(placed, totals)];
    const { metric, source } = placed;
    return from === to ? [] : [{ figure, metric, city: placed.city, source, from, to }];
  });
}

function labelNow({ metric, city, source }: PlacedClaim, totals: TotalsState): string | null {
  const ofMetric = totals.metrics[metric];
  const sources = city === null ? ofMetric?.storyWide : ofMetric?.cities[city]?.sources;
  return sources?.[source]?.label ?? null;
}
