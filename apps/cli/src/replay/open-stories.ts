import type { Snapshot } from '#contract/snapshot';
import type { StorySetup } from '#contract/story';
import type { Delivery } from './day-file.js';
import type { NewsroomApi } from './newsroom-api.js';

interface Story {
  readonly id: string;
  readonly setup: StorySetup;
}

/** Opens what is not open yet. A story that is there keeps its words; only cities and sources it lacks are added. */
export async function openStories(api: NewsroomApi, stories: readonly Story[]): Promise<void> {
  for (const { id, setup } of stories) {
    const held = (await api.send('GET', address(id))) as Snapshot | null;
    const wanted = held ? extended(held, setup) : setup;
    if (wanted) await api.send('PUT', address(id), wanted);
  }
}

const address = (story: string): string => `/v1/stories/${encodeURIComponent(story)}`;

function extended({ story }: Snapshot, setup: StorySetup): StorySetup | null {
  const lacking = <T extends { id: string }>(held: readonly T[], wanted: readonly T[]) =>
    wanted.filter(({ id }) => !held.some((one) => one.id === id));
  const cities = lacking(story.cities, setup.cities);
  const sources = lacking(story.sources, setup.sources);
  if (cities.length === 0 && sources.length === 0) return null;
  return {
    title: story.title,
    timeZone: story.timeZone,
    metrics: story.metrics,
    ...(story.standfirst === null ? {} : { standfirst: story.standfirst }),
    ...(story.date === null ? {} : { date: story.date }),
    cities: [...story.cities, ...cities],
    sources: [...story.sources, ...sources],
  };
}

/**
 * The moment up to which deliveries are recorded; empty when none is. They were sent in order, so the first one that
 * is missing is found by halving.
 */
export async function recordedUntil(api: NewsroomApi, deliveries: readonly Delivery[]): Promise<string> {
  const updates = deliveries.filter(isFirstRevision);
  let recorded = 0;
  for (let high = updates.length; recorded < high; ) {
    const middle = (recorded + high) >> 1;
    if (await isRecorded(api, updates[middle])) recorded = middle + 1;
    else high = middle;
  }
  return updates[recorded - 1]?.receivedAt ?? '';
}

async function isRecorded(api: NewsroomApi, delivery: Delivery | undefined): Promise<boolean> {
  if (!delivery) return false;
  const { id } = delivery.line['record'] as { readonly id: string };
  return (await api.send('GET', `${address(delivery.story)}/updates/${encodeURIComponent(id)}`)) !== null;
}

/** A correction of an early update says nothing of how far the day had come. */
function isFirstRevision({ line }: Delivery): boolean {
  const { revision } = line['record'] as { readonly revision?: number };
  return line['type'] === 'update' && revision === 1;
}
