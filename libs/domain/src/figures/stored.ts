import type { FigureClaim, Instant } from '#contract/figure';
import { toInstant } from './instant.js';

/**
 * The moment as it is stored, once: UTC, and never after `receivedAt`, so that a fast clock wins no "latest".
 * Null when the text names no moment.
 */
export function storedInstant(text: string, receivedAt: Instant): Instant | null {
  const instant = toInstant(text);
  return instant !== null && instant > receivedAt ? receivedAt : instant;
}

/** Figures that passed the door, with their moments as they are stored. */
export function storedFigures(figures: readonly FigureClaim[], receivedAt: Instant): FigureClaim[] {
  return figures.map((figure) => {
    const asOf = figure.asOf !== undefined ? storedInstant(figure.asOf, receivedAt) : null;
    return asOf === null ? figure : { ...figure, asOf };
  });
}
