import type { Growth, HoldReason, SourceGuard } from '#contract/guard';
import { GUARD } from './limits.js';
import type { Weighed } from './weighed.js';

/** A leap of what is there; of a counter also a leap of the whole story, which many cities can add up to. */
export function growsTooFast(weighed: Weighed, source: SourceGuard): HoldReason | null {
  const { placed, type, before, after, story, storyAfter } = weighed;
  const growth = source.growth ?? GUARD.growth[type];
  if (before !== null && isLeap(before, after, growth)) return 'grows_too_fast';
  if (type === 'gauge') return null;
  if (story === null && placed.city === null) return after >= GUARD.claim ? 'grows_too_fast' : null;
  return isLeap(story ?? 0, storyAfter, growth) ? 'grows_too_fast' : null;
}

function isLeap(before: number, after: number, { times, atLeast }: Growth): boolean {
  return after > before * times && after - before >= atLeast;
}
