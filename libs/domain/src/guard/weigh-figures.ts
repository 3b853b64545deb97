import type { GuardSettings, HoldReason, SourceGuard } from '#contract/guard';
import type { Instant } from '#contract/figure';
import type { PlacedClaim } from '../figures/claim.js';
import type { StoryRules } from '../figures/rules.js';
import type { Actor } from '../story/command.js';
import type { StoredTotal } from '../totals/stored-total.js';
import type { Bases } from './bases.js';
import { beyondBound } from './beyond-bound.js';
import { foreignSource } from './foreign-source.js';
import { growsTooFast } from './grows-too-fast.js';
import { largeFirstFigure } from './large-first-figure.js';
import { Scales } from './weighed.js';

/** What figures are weighed against. */
export interface Guarding {
  readonly totals: { valueOf(key: string): StoredTotal | null };
  readonly rules: StoryRules;
  readonly guard: GuardSettings;
  readonly bases: Pick<Bases, 'at'>;
}
const USUAL: SourceGuard = {};

/**
 * Why each of the figures that are filed together should wait for a second person, in their order; null: it need not.
 * The cost is that of the figures, however many came before.
 */
export function weighFigures(
  { totals, rules, guard, bases }: Guarding,
  filed: readonly (PlacedClaim | null)[],
  { actor, now }: { readonly actor: Pick<Actor, 'name' | 'role'>; readonly now: Instant },
): (HoldReason | null)[] {
  const scales = new Scales(totals, (key) => bases.at(key, now), rules);
  return filed.map((placed) => {
    if (placed === null) return null;
    const source = guard.sources[placed.source] ?? USUAL;
    const weighed = scales.weigh(placed);
    const reason =
      foreignSource(actor, source) ??
      beyondBound(weighed, source) ??
      growsTooFast(weighed, source) ??
      largeFirstFigure(weighed);
    if (reason === null) scales.take(weighed);
    return reason;
  });
}
