import type { GuardSettings, HoldReason, SourceGuard } from '#contract/guard';
import type { PlacedClaim } from '../figures/claim.js';
import type { StoryRules } from '../figures/rules.js';
import type { Actor } from '../story/command.js';
import type { StoredTotal } from '../totals/stored-total.js';
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
}
const USUAL: SourceGuard = {};

/**
 * Why each of the figures that are filed together should wait for a second person, in their order; null: it need not.
 * The cost is that of the figures, however many came before.
 */
export function weighFigures(
  { totals, rules, guard }: Guarding,
  filed: readonly (PlacedClaim | null)[],
  actor: Pick<Actor, 'name' | 'role'>,
): (HoldReason | null)[] {
  const scales = new Scales(totals, rules);
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
