import type { FigureClaim } from '#contract/figure';
import type { Warning } from '#contract/update';
import type { Claim, PlacedClaim } from '../figures/claim.js';
import { label, saidBy } from '../figures/interval.js';
import type { RunningTotals } from '../totals/running-totals.js';

/**
 * What a sender may want to look at again in the figures that an update just brought. A hint refuses and changes
 * nothing: they count as they are.
 */
export function hintsOn(totals: RunningTotals, update: string, brought: readonly PlacedClaim[]): Warning[] {
  const figures = totals.figuresOf(update);
  return brought.flatMap((placed) => {
    const hint =
      sameIncrement(placed.claim, totals.twinOf(placed)) ?? below(placed.claim, totals.runningTotal(placed));
    if (!hint) return [];
    const { code, message, update: other } = hint;
    return [{ code, path: pathOf(placed.claim, figures), message, update: other }];
  });
}

type Hint = Required<Omit<Warning, 'path'>>;

function sameIncrement(claim: Claim, twin: Claim | undefined): Hint | undefined {
  if (!twin) return undefined;
  const message = `Another update has ${label(claim)} more from this source here, within ten minutes. Both count. If it is the same report, retract one; a running total (so_far) may be repeated safely.`;
  return { code: 'same_increment', message, update: twin.updateId };
}

/** `highest`: the source's strongest running total there, with this claim counted; null: it has none. */
function below(claim: Claim, highest: Claim | null): Hint | undefined {
  if (claim.kind !== 'so_far' || !highest || !isFarBelow(claim, highest)) return undefined;
  const message = `This source's running total here is ${label(highest)} already, as of ${highest.asOf}; a lower one changes nothing. If the number fell, say kind "revised", or correct the update that has the higher one.`;
  return { code: 'below_running_total', message, update: highest.updateId };
}

/** More than a tenth below, whatever its wording leaves open at the top ("at least 5" is 5). */
function isFarBelow({ low, high }: Claim, highest: Claim): boolean {
  return (high ?? low) * 10 < highest.low * 9;
}

/** The field that says the number: `figures.0.value`. */
function pathOf({ id }: Claim, figures: readonly FigureClaim[]): string {
  const index = Number(id.slice(id.lastIndexOf('#') + 1));
  const [field = 'value'] = saidBy(figures[index] ?? {}).split(' ');
  return `figures.${index}.${field}`;
}
