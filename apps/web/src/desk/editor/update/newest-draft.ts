import type { FigureClaim } from '#contract/figure';
import type { UpdateAtDesk } from '#contract/revision';
import type { StoryView } from '#contract/story';
import { type ContentDraft, contentDraft, contentOfRevision } from './content-draft.js';

/** The newest words, as they would be filed again; of what was erased, what is left beside the words. */
export function newestDraft({ update, revisions }: UpdateAtDesk, story: StoryView): ContentDraft {
  const revision = revisions.find((each) => each.status === 'published');
  const isOut = update.status === 'published';
  if (revision?.status === 'published')
    return contentDraft(contentOfRevision(revision, isOut && update.keyEvent), story);
  const { city, occurredAt } = update;
  if (!isOut) return contentDraft({ city, occurredAt }, story);
  const { labels, confirmed, keyEvent } = update;
  const figures = update.figures.map(({ state: _, ...claim }): FigureClaim => claim);
  return contentDraft({ city, occurredAt, labels, confirmed, keyEvent, figures }, story);
}
