import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { type FilingKey, lockFilings } from '#desk/filings/lock-filings';
import { writeDeskWork } from '#desk/filings/write-filings';
import { CodedError } from '#contract/problems';
import type { Head, StoryState } from '#domain/story/state';
import { besideGroup, type Connection } from './beside-group.js';
import { decideWrites, type Outcome, type Write } from './decide-writes.js';
import { loadState } from './load-state.js';
import { createStoryRow, findEarlier, type LockedStory, lockStory } from './lock-story.js';
import { withoutLoss } from './lost-commits.js';
import { writeGroup } from './write-group.js';

/** What a process knows of a story from its last commit: the state, while it can be relied on, and where it ended. */
export interface Known {
  readonly cached: StoryState | undefined;
  readonly reached: Head | undefined;
}
export interface Appended {
  readonly outcomes: Outcome[];
  /** Undefined: there is no such story. */
  readonly state: StoryState | undefined;
  /** The database's clock, milliseconds since 1970. */
  readonly clock: number | undefined;
}

/**
 * Decides the writes under the story's lock and writes them as one. Rejects when the database refuses: then nothing of
 * the group is stored and `cached` must not be used again.
 */
export async function appendUnderLock(
  { db: tx, manager }: Connection,
  story: string,
  writes: readonly Write[],
  { cached, reached }: Known,
): Promise<Appended> {
  const found = await lockOrCreate(tx, story, writes);
  if (!found) {
    const outcomes = writes.map(() => ({ refused: noStory(story) }));
    return { outcomes, state: undefined, clock: undefined };
  }
  const locked = await withoutLoss(tx, story, found, reached);
  const keys = writes.map(({ key }) => key);
  const earlier = await findEarlier(tx, story, keys);
  const state = isCurrent(cached, locked) ? cached : await loadState(tx, story, locked);
  const filings = await lockFilings(tx, filingsOf(writes));
  const { outcomes, written } = decideWrites(state, writes, { earlier, filings, now: locked.now });
  const isLost =
    written.length > 0 &&
    (await writeGroup(tx, state, written, { from: locked, fresh: [], ring: null })) === null;
  if (isLost) throw new Error('A story moved while its row was locked.');
  await writeDeskWork(manager, besideGroup(state, written));
  return { outcomes, state, clock: locked.clock };
}

/** The filings that are decided about. */
export function filingsOf(writes: readonly Write[]): FilingKey[] {
  return writes.flatMap(({ command }) => ('from' in command ? [command] : []));
}

async function lockOrCreate(
  tx: PoolClient,
  story: string,
  writes: readonly Write[],
): Promise<LockedStory | null> {
  const locked = await lockStory(tx, story);
  if (locked || !writes.some(({ command }) => command.type === 'open')) return locked;
  await createStoryRow(tx, story, randomUUID());
  return lockStory(tx, story);
}

const noStory = (story: string) =>
  new CodedError('story_not_found', `There is no story ${story}; an editor can open it.`);

/** Same numbers are not enough: a database restored to an older point can write them again with other contents. */
function isCurrent(cached: StoryState | undefined, locked: LockedStory): cached is StoryState {
  const { epoch, hash } = locked.head;
  return cached?.version === locked.version && cached.head.hash === hash && cached.head.epoch === epoch;
}
