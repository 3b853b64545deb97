import type { FigureClaim, Instant } from '#contract/figure';
import type { HoldReason } from '#contract/guard';
import type { Override } from '#contract/override';
import type { UpdateContent, Warning } from '#contract/update';
import { type PlacedClaim, placedClaim } from '../figures/claim.js';
import type { Actor } from '../story/command.js';
import type { StoryState } from '../story/state.js';
import type { Added } from './accounts.js';
import { askedWhy, heldWhy, type Weighty } from './told.js';
import { type Weighing, weighFigures } from './weigh-figures.js';

/** What somebody files: a new update, or the next revision of one. */
export interface Filed {
  readonly id: string;
  readonly content: UpdateContent;
  /** On whose word its figures would count. */
  readonly actor: Actor;
  /** Whose they are. */
  readonly author: string;
  readonly now: Instant;
  readonly override?: Override | undefined;
}
export interface Guarded {
  /** As it is stored: what waits for a second person is `held`. */
  readonly content: UpdateContent;
  readonly held: readonly Weighty[];
  /** Beyond what is plausible, and it counts: an editor said why, or an admin filed it. */
  readonly passed: readonly Weighty[];
  /** By figure: it is what the update said before. */
  readonly kept: readonly boolean[];
  /** What those that count add to the counts of the story. */
  readonly added: Added;
  readonly warnings: readonly Warning[];
  readonly override: Override | undefined;
  /** Somebody who may do so gave a reason for what counts, whether or not it needed one. */
  readonly vouched: boolean;
}

/**
 * What is filed, with its figures as they may count. Figures that a correction leaves as they were keep their state;
 * what is beyond what is plausible is held until somebody else has ruled, unless an editor says why it should count at
 * once, or a program files it with an admin's token.
 */
export function underGuard(state: StoryState, filed: Filed): Guarded {
  const { content, override, author: by } = filed;
  if (content.figures.length === 0)
    return {
      ...{ content, held: [], passed: [], kept: [], added: { by, people: 0 }, warnings: [] },
      ...{ override, vouched: false },
    };
  const before = state.totals.claimsOf(filed.id);
  const placed = placedIn(state, filed);
  const kept = placed.map((claim, index) => (isSaid(before[index], claim) ? before[index] : undefined));
  const { reasons, added } = weighingOf(state, filed, { placed, kept });
  const passes = maySayWhy(filed);
  const weighty = placed.flatMap((claim, figure): Weighty[] => {
    const reason = reasons[figure];
    return reason ? [{ figure, reason, placed: claim }] : [];
  });
  const rulings = state.totals.rulingsOf(filed.id);
  const isHeld = ({ figure }: Weighty) => !passes || (rulings[figure] ?? 'counted') !== 'counted';
  const held = weighty.filter(isHeld);
  const figures = content.figures.map((figure, index): FigureClaim => {
    if (held.some((each) => each.figure === index)) return { ...figure, state: 'held' };
    const earlier = kept[index]?.state ?? 'counted';
    return earlier === 'counted' || isTakenBack(figure, filed.actor) ? figure : { ...figure, state: earlier };
  });
  return {
    content: { ...content, figures },
    held,
    passed: weighty.filter((each) => !isHeld(each)),
    kept: kept.map((claim) => claim !== undefined),
    added: { by, people: added },
    warnings: weighty.map((each) => (isHeld(each) ? heldWhy(each) : askedWhy(each))),
    override,
    vouched:
      passes && override !== undefined && figures.some(({ state }) => (state ?? 'counted') === 'counted'),
  };
}

function maySayWhy({ actor: { role }, override }: Filed): boolean {
  return role === 'admin' || (role === 'editor' && override !== undefined);
}

/** That it counts after all is for a ruling to say, which looks at who says so. */
function isTakenBack({ state = 'counted' }: FigureClaim, { role }: Actor): boolean {
  return role !== 'reporter' && state !== 'counted';
}

function weighingOf(
  state: StoryState,
  { id, content, actor, author, now }: Filed,
  { placed, kept }: { placed: readonly PlacedClaim[]; kept: readonly (PlacedClaim | undefined)[] },
): Weighing {
  const rulings = state.totals.rulingsOf(id);
  const counts = content.figures.map((figure) => (figure.state ?? 'counted') === 'counted');
  const weighed = placed.map((claim, index) => (!kept[index] && counts[index] ? claim : null));
  const at = now > state.head.shownAt ? now : state.head.shownAt;
  const { reasons, added } = weighFigures(state, weighed, { actor, author, now: at });
  const all = reasons.map((reason, index): HoldReason | null => {
    if (reason || actor.role !== 'reporter') return reason;
    const earlier = kept[index];
    if (!counts[index]) return (earlier?.state ?? 'counted') === 'counted' ? 'asked_for' : null;
    return earlier || (rulings[index] ?? 'counted') === 'counted' ? null : 'ruled_before';
  });
  return { reasons: all, added };
}

function placedIn({ rules }: StoryState, { id, content }: Filed): PlacedClaim[] {
  const { city, occurredAt } = content;
  return content.figures.map((figure, index) => placedClaim(figure, index, { id, city, occurredAt }, rules));
}

/** The same thing said of the same place: only its moment or its confirmation may differ. */
function isSaid(before: PlacedClaim | undefined, now: PlacedClaim): before is PlacedClaim {
  if (!before) return false;
  const { metric, city, source, claim } = now;
  const isSamePlace = before.metric === metric && before.city === city && before.source === source;
  const { kind, low, high } = before.claim;
  return isSamePlace && kind === claim.kind && low === claim.low && high === claim.high;
}
