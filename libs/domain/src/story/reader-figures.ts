import type { FigureClaim, FigureState } from '#contract/figure';
import type { FigureView } from '#contract/update';

type Rulings = Readonly<Record<string, FigureState>>;

/**
 * An update's figures as readers see them. One that is held is none of theirs, nor is one that was held and then
 * refused: nobody has ever seen it. What counted once and was refused stays, as not counted.
 */
export function readerFigures(figures: readonly FigureClaim[], rulings: Rulings): FigureView[] {
  return figures.flatMap((claim, index) => {
    const state = rulings[index] ?? claim.state ?? 'counted';
    const wasSeen = state === 'refused' && claim.state !== 'held';
    return state === 'counted' || wasSeen ? [{ ...claim, state }] : [];
  });
}
