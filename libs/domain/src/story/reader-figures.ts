import type { FigureClaim, FigureState } from '#contract/figure';
import type { FigureView } from '#contract/update';
import { isOfDesk, type Presentation } from '../totals/shown-sums.js';

type Rulings = Readonly<Record<string, FigureState>>;

/** An update's figures as readers see them: of a metric that is the desk's they see none. */
export function readerFigures(
  figures: readonly FigureClaim[],
  rulings: Rulings,
  presentation: Presentation | null,
): FigureView[] {
  return figures.flatMap((claim, index) => {
    const state = rulings[index] ?? claim.state ?? 'counted';
    const isShown = state !== 'held' && isRead(state, claim.state) && !isOfDesk(claim.metric, presentation);
    return isShown ? [{ ...claim, state }] : [];
  });
}

/**
 * One that is held is none of readers', nor is one that was filed as held and is refused. What was filed to count and
 * is refused stays, as not counted.
 */
export function isRead(state: FigureState, filed: FigureState = 'counted'): boolean {
  return state === 'counted' || (state === 'refused' && filed !== 'held');
}
