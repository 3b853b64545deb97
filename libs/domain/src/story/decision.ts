import { addSeconds } from '../figures/instant.js';
import type { DecisionRecord } from './plan.js';
import type { StoryState, UpdateHead } from './state.js';

/**
 * Moments are whole seconds, and of one second the higher id holds: whoever decides here decides after everything that
 * is held, so a second is added where the clock alone would not say so.
 */
export function decidedLast<D extends DecisionRecord>(state: StoryState, decision: D): D {
  const last = state.totals.decidedLast(decision);
  return last === null || last < decision.decidedAt
    ? decision
    : { ...decision, decidedAt: addSeconds(last, 1) };
}

export const isNewest = (state: StoryState, decision: DecisionRecord): boolean =>
  state.totals.wouldHold(decision);

/** What an event about an update says of it. */
export const about = (head: UpdateHead) => ({
  cities: head.cities,
  update: head.id,
  revision: head.revision,
});
