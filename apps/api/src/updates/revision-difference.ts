import type { RevisionDifference } from '#contract/difference';
import { difference } from '#domain/story/difference';
import { isSame } from '#domain/totals/same';
import type { RevisionAtDesk } from '#contract/revision';

type WithWords = Extract<RevisionAtDesk, { status: 'published' }>;

export function differenceOf(from: WithWords, to: WithWords): RevisionDifference {
  return {
    ...{ from: from.revision, to: to.revision },
    headline: difference(from.headline ?? '', to.headline ?? ''),
    byline: difference(from.byline ?? '', to.byline ?? ''),
    text: difference(from.text, to.text),
    figures: isSame(from.figures, to.figures) ? null : { from: from.figures, to: to.figures },
  };
}
