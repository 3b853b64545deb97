import type { UpdateView } from '#contract/update';
import type { PrintedPage } from './printed-page.js';

/** The key events whole, as far as one page of them goes; the snapshot says which and where they are. */
export async function fetchKeyEvents({ story, city }: PrintedPage): Promise<Map<string, UpdateView>> {
  const query = new URLSearchParams({ keyEvents: 'true', limit: '100', ...(city !== undefined && { city }) });
  const answer = await fetch(`/v1/stories/${encodeURIComponent(story)}/updates?${query}`).catch(() => null);
  if (!answer?.ok) return new Map();
  const { updates } = (await answer.json()) as { updates: UpdateView[] };
  return new Map(updates.map((update) => [update.id, update]));
}
