import type { DeskApi } from '#client/desk-api';
import type { Item } from '#client/outbox/item';
import { RefusedError } from '#client/refused-error';
import type { FigureClaim } from '#contract/figure';
import type { RevisionAtDesk, UpdateAtDesk } from '#contract/revision';
import type { PostUpdate } from '#contract/update';

/** An update's item as the newsroom has it, which an editor may have changed. As it was where it may not be asked; rejects without an answer. */
export async function asPublished(api: DeskApi, item: Item, story = item.story): Promise<Item> {
  if (item.task.kind !== 'post') return item;
  const { id } = item.task.body;
  const path = `/v1/stories/${encodeURIComponent(story)}/updates/${id}/desk`;
  const found = await api.get<UpdateAtDesk>(path).catch((error: unknown) => {
    if (error instanceof RefusedError) return null;
    throw error;
  });
  const [newest] = found?.revisions ?? [];
  if (!found || !newest || newest.status === 'withheld') return item;
  const { state, task } = item;
  const { update } = found;
  const isKey = update.status === 'published' && update.keyEvent;
  if (newest.status === 'retracted') return { ...item, state: { at: 'withdrawn' } };
  const isSame = state.at === 'live' && state.revision === newest.revision;
  const warnings = isSame ? state.warnings : [];
  return {
    ...item,
    city: newest.city,
    task: { ...task, body: { ...bodyOf(id, newest), ...(isKey && { keyEvent: true }) } },
    state: { at: 'live', revision: newest.revision, warnings },
  };
}

function bodyOf(id: string, said: Extract<RevisionAtDesk, { status: 'published' }>): PostUpdate {
  const { city, occurredAt, byline, headline, text, labels, evidence, media, confirmed } = said;
  const figures = said.figures.map(({ state: _, ...claim }): FigureClaim => claim);
  return {
    ...{ id, city, occurredAt, text, figures },
    ...(byline !== null && { byline }),
    ...(headline !== null && { headline }),
    ...(labels.length > 0 && { labels }),
    ...(evidence.length > 0 && { evidence }),
    ...(media.length > 0 && { media }),
    ...(!confirmed && { confirmed }),
  };
}
