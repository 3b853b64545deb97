import type { HoldReason } from '#contract/guard';
import { GUARD } from './limits.js';
import type { Weighed } from './weighed.js';

/** A city from which nothing was heard, and a good part of the whole story at once. */
export function largeFirstFigure({ placed, type, before, after, story }: Weighed): HoldReason | null {
  if (placed.city === null || before !== null || story === null) return null;
  return after >= GUARD.first[type] && after >= story * GUARD.first.share ? 'large_first_figure' : null;
}
