import type { Snapshot } from '#contract/snapshot';
import { readerRefusal } from './reader-refusal.js';
import { RefusedError } from './refused-error.js';
import { type Place, storyAddress } from './transport.js';

/** The shared snapshot of a story, `GET /v1/stories/{story}[?city=]`. Throws RefusedError, or what `fetch` throws. */
export async function fetchSnapshot(place: Place, signal?: AbortSignal): Promise<Snapshot> {
  const response = await fetch(storyAddress(place), { cache: 'no-cache', signal: signal ?? null });
  if (!response.ok) throw new RefusedError(await readerRefusal(response));
  return (await response.json()) as Snapshot;
}
