import type { GuardSettings, HoldReason, SourceGuard } from '#contract/guard';
import type { Instant } from '#contract/figure';
import type { PlacedClaim } from '../figures/claim.js';
import type { StoryRules } from '../figures/rules.js';
import type { Actor } from '../story/command.js';
import type { StoredTotal } from '../totals/stored-total.js';
import type { Accounts } from './accounts.js';
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
  readonly accounts: Pick<Accounts, 'addedBy'>;
}
interface Filing {
  /** On whose word they would count. */
  readonly actor: Pick<Actor, 'name' | 'role'>;
  /** Whose they are. */
  readonly author: string;
  readonly now: Instant;
}
export interface Weighing {
  /** Why each should wait for a second person, in their order; null: it need not. */
  readonly reasons: readonly (HoldReason | null)[];
  /** What those that need not add to the counts of the story: people. */
  readonly added: number;
}
const USUAL: SourceGuard = {};
/** What an integer of the database holds; a source’s own bounds may be of any size. */
const MOST = 2_000_000_000;

/** Weighs the figures that are filed together. The cost is that of the figures, however many came before. */
export function weighFigures(
  { totals, rules, guard, bases, accounts }: Guarding,
  filed: readonly (PlacedClaim | null)[],
  { actor, author, now }: Filing,
): Weighing {
  const before = accounts.addedBy(author, now);
  const scales = new Scales(totals, (key) => bases.at(key, now), rules, before);
  const reasons = filed.map((placed) => {
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
  return { reasons, added: Math.min(scales.byAuthor - before, MOST) };
}
