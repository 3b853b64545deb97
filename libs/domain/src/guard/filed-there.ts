import { filerOf } from './filers.js';
import type { StoryState } from '../story/state.js';

interface Place {
  readonly metric: string;
  /** Null: the whole story with its cities. */
  readonly city: string | null;
}

/** Whether somebody filed a figure that counts in the place now, of whatever source. */
export function hasFiledThere({ updates, totals }: StoryState, name: string, place: Place): boolean {
  return [...updates.values()].some((head) => {
    const rulings = totals.rulingsOf(head.id);
    return totals.claimsOf(head.id).some(({ metric, city, state }, figure) => {
      const isThere = metric === place.metric && (place.city === null || city === place.city);
      return isThere && (rulings[figure] ?? state) === 'counted' && filerOf(head, figure) === name;
    });
  });
}
