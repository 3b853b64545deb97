import type { UpdateView } from '#contract/update';
import type { PrintedPage } from './printed-page.js';

const AGAIN_MS = 5_000;

/** The key events whole, as far as one page of them goes; the snapshot says which and where they are. Asks until it is told. */
export async function fetchKeyEvents({ story, city }: PrintedPage): Promise<Map<string, UpdateView>> {
  const query = new URLSearchParams({ keyEvents: 'true', limit: '100', ...(city !== undefined && { city }) });
  for (;;) {
    const answer = await fetch(`/v1/stories/${encodeURIComponent(story)}/updates?${query}`).catch(() => null);
    if (answer?.ok) {
      const { updates } = (await answer.json()) as { updates: UpdateView[] };
      return new Map(updates.map((update) => [update.id, update]));
    }
    await new Promise((later) => setTimeout(later, AGAIN_MS * (0.5 + Math.random())));
  }
}
