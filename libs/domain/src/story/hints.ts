import type { FigureClaim } from '#contract/figure';
import type { Warning } from '#contract/update';
import type { Claim, PlacedClaim } from '../figures/claim.js';
import { label, saidBy } from '../figures/interval.js';
import { isFarBelow } from '../figures/strength.js';
import type { RunningTotals } from '../totals/running-totals.js';

/**
 * What a sender may want to look at again in the figures that an update just brought. A hint refuses and changes
 * nothing: they count as they are.
 */
export function hintsOn(totals: RunningTotals, update: string, brought: readonly PlacedClaim[]): Hint[] {
  const figures = totals.figuresOf(update);
  return brought.flatMap((placed) => {
    const hint =
      sameIncrement(placed.claim, totals.twinOf(placed)) ?? below(placed.claim, totals.runningTotal(placed));
    return hint ? [{ ...hint, path: pathOf(placed.claim, figures), placed }] : [];
  });
}

export interface Hint {
  readonly code: 'same_increment' | 'below_running_total';
  readonly path: string;
  readonly message: string;
  /** What it is about. */
  readonly placed: PlacedClaim;
  /** What was filed before. */
  readonly other: Claim;
}
type Found = Omit<Hint, 'path' | 'placed'>;

export function warningOf({ code, path, message, other }: Hint): Warning {
  return { code, path, message, update: other.updateId };
}

/** The figure's place in its update. */
export function indexOf({ id }: Claim): number {
  return Number(id.slice(id.lastIndexOf('#') + 1));
}

function sameIncrement(claim: Claim, twin: Claim | undefined): Found | undefined {
  if (!twin) return undefined;
  const message = `Another update has ${label(claim)} more from this source here, within ten minutes. Both count. If it is the same report, retract one; a running total (so_far) may be repeated safely.`;
  return { code: 'same_increment', message, other: twin };
}

/** `highest`: the source's strongest running total there, with this claim counted; null: it has none. */
function below(claim: Claim, highest: Claim | null): Found | undefined {
  if (claim.kind !== 'so_far' || !highest || !isFarBelow(claim, highest)) return undefined;
  const message = `This source's running total here is ${label(highest)} already, as of ${highest.asOf}; a lower one changes nothing. If the number fell, say kind "revised", or correct the update that has the higher one.`;
  return { code: 'below_running_total', message, other: highest };
}

/** The field that says the number: `figures.0.value`. */
function pathOf(claim: Claim, figures: readonly FigureClaim[]): string {
  const index = indexOf(claim);
  const [field = 'value'] = saidBy(figures[index] ?? {}).split(' ');
  return `figures.${index}.${field}`;
}
