import { LIMITS } from '#contract/limits';
import { isUnsent, type Item, updateOf } from './item.js';

/** What to send next. */
export type Step =
  | { readonly kind: 'batch'; readonly story: string; readonly items: readonly Item[] }
  | { readonly kind: 'change'; readonly item: Item; readonly revision: number }
  | { readonly kind: 'photo'; readonly item: Item; readonly photo: string };

/** A photo that failed so often lets its words go first: the desk takes them in any order. */
const PHOTO_TRIES = 2;
/** Around the items: `{"updates":[],"sentAt":"…"}`. */
const ENVELOPE_BYTES = 64;

/**
 * The next request, of all that is on the phone. Within a city nothing overtakes what was composed before it; one city
 * never waits for another. Words that are ready go before photos: a slow picture holds up its own city only. Null:
 * nothing can be sent.
 */
export function nextStep(items: readonly Item[], mostItems: number = LIMITS.batchItems): Step | null {
  const unsent = items.filter(isUnsent).toSorted((a, b) => a.order - b.order);
  return nextBatch(unsent, mostItems) ?? nextAlone(unsent, items);
}

function nextBatch(unsent: readonly Item[], most: number): Step | null {
  const waiting = new Set<string>();
  const taken: Item[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const item of unsent) {
    if (waiting.has(laneOf(item))) continue;
    const isNext = item.task.kind === 'post' && !needsPhoto(item) && item.story === (taken[0] ?? item).story;
    const size = bytesOf(item) + 1;
    if (!isNext || taken.length === most || bytes + size > LIMITS.batchBytes) {
      waiting.add(laneOf(item));
      continue;
    }
    taken.push(item);
    bytes += size;
  }
  const [first] = taken;
  return first ? { kind: 'batch', story: first.story, items: taken } : null;
}

function nextAlone(unsent: readonly Item[], all: readonly Item[]): Step | null {
  const seen = new Set<string>();
  let photo: Step | null = null;
  for (const item of unsent) {
    if (seen.has(laneOf(item))) continue;
    seen.add(laneOf(item));
    const [next] = item.photos;
    if (next && needsPhoto(item)) photo ??= { kind: 'photo', item, photo: next.id };
    else if (item.task.kind !== 'post') return { kind: 'change', item, revision: revisionFor(item, all) };
  }
  return photo ?? latePhoto(all);
}

/** Of words that went ahead. */
function latePhoto(all: readonly Item[]): Step | null {
  const item = all.find((each) => !isUnsent(each) && each.photos.length > 0 && each.state.at !== 'refused');
  const [next] = item?.photos ?? [];
  return item && next ? { kind: 'photo', item, photo: next.id } : null;
}

const laneOf = ({ story, city }: Item) => `${story}/${city ?? ''}`;
const needsPhoto = ({ photos }: Item) => photos.some(({ failures }) => failures < PHOTO_TRIES);

/** The revision that is changed: the newest that the phone knows of. */
function revisionFor(item: Item, all: readonly Item[]): number {
  const target = all.find(({ id }) => id === updateOf(item));
  return target?.state.at === 'live' ? target.state.revision : 1;
}

export function bytesOf({ task }: Item): number {
  return new TextEncoder().encode(JSON.stringify(task.body)).length;
}
