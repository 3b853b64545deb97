import type { HoldReason } from '#contract/guard';
import type { Warning } from '#contract/update';
import type { PlacedClaim } from '../figures/claim.js';
import { label } from '../figures/interval.js';

/** A figure that was weighed and found to be more than is plausible. */
export interface Weighty {
  readonly figure: number;
  readonly reason: HoldReason;
  readonly placed: PlacedClaim;
}

const WHY: Record<HoldReason, string> = {
  beyond_bound: 'is more than such a place is believed to have',
  beyond_population: 'is more than people live there',
  grows_too_fast: 'is a leap beyond what was known',
  large_first_figure: 'is the first figure of its city and a quarter or more of the story’s',
  not_your_source: 'speaks for a source that others file for',
  unverified_source: 'is of a source that the desk has not verified',
  ruled_before: 'is another one than the desk has ruled on',
  asked_for: 'was filed as one that does not count yet',
};

/** What the sender is told of a figure that waits. */
export function heldWhy({ figure, reason, placed }: Weighty): Warning {
  const message = `${label(placed.claim)} ${WHY[reason]}. It is published without this figure, which counts when somebody else at the desk has ruled on it.`;
  return { code: 'figure_held', path: `figures.${figure}`, message };
}

/** What an editor or a program is told of a figure that counts all the same. */
export function askedWhy({ figure, reason, placed }: Weighty): Warning {
  const message = `${label(placed.claim)} ${WHY[reason]}. It counts all the same; correct it if it is a slip.`;
  return { code: 'beyond_bound', path: `figures.${figure}`, message };
}
