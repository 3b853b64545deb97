import type { Growth, HoldReason, SourceGuard } from '#contract/guard';
import { GUARD } from './limits.js';
import type { Weighed } from './weighed.js';

/** A leap of what is there; of a counter also a leap of the whole story, which many cities can add up to. */
export function growsTooFast(weighed: Weighed, source: SourceGuard): HoldReason | null {
  return leaps(weighed, source.growth) || leapsInSteps(weighed, source.growth) ? 'grows_too_fast' : null;
}

function leaps({ placed, type, before, after, story, storyAfter }: Weighed, own?: Growth): boolean {
  const growth = own ?? GUARD.growth[type];
  if (isLeap(before, after, growth)) return true;
  if (type === 'gauge') return false;
  if (story === null && placed.city === null) return after >= GUARD.claim;
  return isLeap(story ?? 0, storyAfter, growth);
}

/** Within the window: whoever needs many figures for it gets no further than with one. */
function leapsInSteps(weighed: Weighed, own?: Growth): boolean {
  const { type, base, after, storyBase, storyAfter, addedTogether } = weighed;
  const { story } = GUARD.window;
  if (isLeap(base, after, own ?? GUARD.window[type])) return true;
  return type === 'counter' && addedTogether >= story.part && isLeap(storyBase, storyAfter, own ?? story);
}

function isLeap(before: number | null, after: number, { times, atLeast }: Growth): boolean {
  return before !== null && after > before * times && after - before >= atLeast;
}
