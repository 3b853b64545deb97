import type { Growth, HoldReason, SourceGuard } from '#contract/guard';
import { GUARD } from './limits.js';
import type { Weighed } from './weighed.js';

/** A leap of what is there, or of the whole story, which many cities can add up to; of a gauge that only in steps. */
export function growsTooFast(weighed: Weighed, source: SourceGuard): HoldReason | null {
  return leaps(weighed, source.growth) || leapsInSteps(weighed, source.growth) ? 'grows_too_fast' : null;
}

function leaps({ placed, type, before, after, story, storyAfter }: Weighed, own?: Growth): boolean {
  const growth = own ?? GUARD.growth[type];
  if (isLeap(before, after, growth)) return true;
  if (story === null && (placed.city === null || type === 'gauge')) return storyAfter >= GUARD.claim[type];
  return type === 'counter' && isLeap(story ?? 0, storyAfter, growth);
}

/** Within the window: whoever needs many figures for it gets no further than with one. */
function leapsInSteps(weighed: Weighed, own?: Growth): boolean {
  const { type, base, after, storyBase, storyAfter, addedTogether, byAuthor } = weighed;
  if (isLeap(base, after, own ?? GUARD.window[type])) return true;
  const { part, ...usual } = GUARD.window.story[type];
  if (addedTogether < part) return isTooMuchOfOne(weighed, byAuthor, GUARD.window.account);
  if (isLeap(storyBase, storyAfter, own ?? usual)) return true;
  const most = Math.max(GUARD.window.account, (storyBase ?? 0) * GUARD.window.accountShare);
  return isTooMuchOfOne(weighed, byAuthor - addedTogether, most);
}

/** Also what no total shows: it does when its author takes back what leads there. */
function isTooMuchOfOne({ type, added }: Weighed, byAuthor: number, most: number): boolean {
  return type === 'counter' && added > 0 && byAuthor > most;
}

function isLeap(before: number | null, after: number, { times, atLeast }: Growth): boolean {
  return before !== null && after > before * times && after - before >= atLeast;
}
